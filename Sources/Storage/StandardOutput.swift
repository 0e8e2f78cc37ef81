import Glibc

/// Standard output, written so that a failure is seen.
///
/// Nothing is buffered here: what was written has reached the system when the call returns, and a full
/// disk or a closed pipe is an error of this call, not one lost at exit.
public enum StandardOutput {
  /// Writes all of the bytes.
  ///
  /// - Throws: ``StorageError`` of kind `brokenPipe` if the reader has gone (`forecast … | head`),
  ///   else of kind `inputOutput`.
  public static func write(_ bytes: [UInt8]) throws(StorageError) {
    RunFiles.wroteToStandardOutput(bytes)
    if RunFiles.isRehearsal { return }
    try write(bytes, descriptor: STDOUT_FILENO)
  }

  /// Writes a text as UTF-8.
  ///
  /// - Throws: ``StorageError`` of kind `brokenPipe` if the reader has gone (`forecast … | head`),
  ///   else of kind `inputOutput`.
  public static func write(_ text: String) throws(StorageError) {
    try write(Array(text.utf8))
  }

  /// Writes a text as UTF-8 to standard error, where everything goes that is not data.
  ///
  /// - Throws: ``StorageError`` of kind `brokenPipe` or `inputOutput`.
  public static func writeError(_ text: String) throws(StorageError) {
    try write(Array(text.utf8), descriptor: STDERR_FILENO)
  }

  static func write(_ bytes: [UInt8], descriptor: Int32) throws(StorageError) {
    do throws(SystemFailure) {
      var start = 0
      while start < bytes.count {
        start += try SystemCall.write(descriptor, bytes, from: start)
      }
    } catch {
      throw error.storageError(.writing, path: "standard output")
    }
  }
}
