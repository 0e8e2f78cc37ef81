import CFuzzing
import Glibc

/// Reads whatever libFuzzer comes up with.
@main struct FuzzReader {
  static func main() {
    var count = CommandLine.argc
    var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? =
      unsafe CommandLine
      .unsafeArgv
    exit(
      unsafe LLVMFuzzerRunDriver(&count, &arguments) { bytes, size in
        ReaderInput(unsafe Array(UnsafeBufferPointer(start: bytes, count: size))).check()
        return 0
      })
  }
}
