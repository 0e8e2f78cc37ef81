import Glibc

/// An open file that closes itself when it goes out of sight.
///
/// It cannot be copied, so that no descriptor is closed twice: the second close would hit whatever
/// file has got the number meanwhile.
struct Descriptor: ~Copyable {
  let number: Int32
  private var isOpen = true

  init(number: Int32) {
    self.number = number
  }

  /// Opens a file to be read.
  init(reading path: String, _ flags: Int32 = O_RDONLY) throws(StorageError) {
    do throws(SystemFailure) {
      try self.init(opening: path, flags)
    } catch {
      throw error.storageError(.reading, path: path)
    }
  }

  /// Opens an input: `-` is another descriptor for standard input, so that closing it does no harm.
  init(input path: String) throws(StorageError) {
    guard path == "-" else {
      try self.init(reading: path)
      return
    }
    do throws(SystemFailure) {
      self.init(number: try SystemCall.duplicate(STDIN_FILENO))
    } catch {
      throw error.storageError(.reading, path: path)
    }
  }

  /// Opens a file; `O_CLOEXEC` and `O_NOCTTY` are always added.
  init(opening path: String, _ flags: Int32, mode: UInt32 = 0) throws(SystemFailure) {
    number = try SystemCall.open(path, flags, mode: mode)
  }

  deinit {
    if isOpen { try? SystemCall.close(number) }
  }

  /// Closes and says whether it worked: some file systems report a failed write only here.
  consuming func close() throws(SystemFailure) {
    isOpen = false
    try SystemCall.close(number)
  }

  /// Writes everything, however many calls it takes.
  borrowing func write(_ bytes: [UInt8]) throws(SystemFailure) {
    var start = 0
    while start < bytes.count {
      start += try SystemCall.write(number, bytes, from: start)
    }
  }

  /// Fills the buffer from its start and returns how many bytes came; 0 is the end.
  borrowing func read(into buffer: inout [UInt8]) throws(SystemFailure) -> Int {
    try SystemCall.read(number, into: &buffer, from: 0)
  }

  /// What the system says about the open file.
  borrowing func status(path: String) throws(StorageError) -> FileStatus {
    do throws(SystemFailure) {
      return try SystemCall.status(number)
    } catch {
      throw error.storageError(.reading, path: path)
    }
  }
}
