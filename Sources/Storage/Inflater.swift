import CZlib

/// Unpacks a gzip stream piece by piece: zlib behind a signature without pointers.
///
/// A class, because zlib keeps the address of its own state and refuses to work when it has moved.
/// Safe, because nobody else sees the pointer and every call gives zlib fresh bounds.
@safe final class Inflater {
  /// What one step has done.
  struct Step {
    /// How many packed bytes were used up.
    var consumed: Int
    /// How many unpacked bytes were written.
    var produced: Int
    /// Whether the member ended here, with its length and checksum as they should be.
    var isEnd: Bool
  }

  /// Why the stream cannot be unpacked.
  struct Failure: Error, Equatable {
    let message: String
    let isDamage: Bool
  }

  /// zlib's window of 32 KiB, and 16 more to say that a gzip header is wanted.
  private static let gzipWindow: Int32 = 15 + 16

  private let stream: UnsafeMutablePointer<z_stream>

  init() throws(Failure) {
    unsafe stream = .allocate(capacity: 1)
    unsafe stream.initialize(to: z_stream())
    let status = unsafe inflateInit2_(
      stream, Self.gzipWindow, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    if status != Z_OK { throw Failure(message: "zlib does not start", isDamage: false) }
  }

  deinit {
    unsafe inflateEnd(stream)
    unsafe stream.deinitialize(count: 1)
    unsafe stream.deallocate()
  }

  /// Gets ready for the next member of the file.
  func reset() {
    unsafe inflateReset(stream)
  }

  /// Unpacks as much as there is input and room for.
  func inflate(
    _ input: [UInt8], _ range: Range<Int>, into output: inout [UInt8]
  ) throws(Failure) -> Step {
    precondition(range.lowerBound >= 0 && range.upperBound <= input.count)
    let room = min(output.count, 1 << 30)
    let status = unsafe input.withUnsafeBytes { input in
      unsafe output.withUnsafeMutableBytes { output in
        // zlib does not write through `next_in`; its type only lacks the `const`.
        unsafe stream.pointee.next_in = UnsafeMutablePointer(
          mutating: input.baseAddress?.assumingMemoryBound(to: UInt8.self)
            .advanced(by: range.lowerBound))
        unsafe stream.pointee.avail_in = UInt32(range.count)
        unsafe stream.pointee.next_out = output.baseAddress?.assumingMemoryBound(to: UInt8.self)
        unsafe stream.pointee.avail_out = UInt32(room)
        return unsafe CZlib.inflate(stream, Z_NO_FLUSH)
      }
    }
    let step = unsafe Step(
      consumed: range.count - Int(stream.pointee.avail_in),
      produced: room - Int(stream.pointee.avail_out), isEnd: status == Z_STREAM_END)
    switch status {
    case Z_OK, Z_STREAM_END, Z_BUF_ERROR:
      return step
    case Z_MEM_ERROR:
      throw Failure(message: "out of memory", isDamage: false)
    default:
      throw Failure(message: reason, isDamage: true)
    }
  }

  /// zlib's own words for what is wrong.
  private var reason: String {
    guard let message = unsafe stream.pointee.msg else { return "the data is not gzip" }
    return unsafe String(cString: message)
  }
}
