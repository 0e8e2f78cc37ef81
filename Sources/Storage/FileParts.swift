/// The bytes of an open file from some place on, any part of which can be read by any thread.
///
/// It does not keep the file open: whoever made it has to, as long as parts are read.
public struct FileParts: Sendable {
  /// Which bytes, counted from the file's beginning.
  public let range: Range<Int>
  private let descriptor: Int32

  init(_ range: Range<Int>, of descriptor: Int32) {
    (self.range, self.descriptor) = (range, descriptor)
  }

  /// Fills the end of a buffer with the bytes from a place on.
  ///
  /// - Parameters:
  ///   - place: counted from the file's beginning.
  ///   - buffer: where the bytes go; its size stays the same.
  ///   - start: the first byte of the buffer that is filled.
  /// - Returns: false where the file has not as many bytes, or the system refuses; reading it in turn
  ///   says which.
  public func read(at place: Int, into buffer: inout [UInt8], from start: Int) -> Bool {
    var start = start
    var place = place
    while start < buffer.count {
      guard
        let count = try? SystemCall.read(descriptor, at: place, into: &buffer, from: start),
        count > 0
      else { return false }
      start += count
      place += count
    }
    return true
  }
}
