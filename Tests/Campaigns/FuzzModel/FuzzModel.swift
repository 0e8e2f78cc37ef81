import CFuzzing
import CampaignSupport
import Glibc

/// Loads whatever libFuzzer comes up with as a model file; `--seeds FOLDER` writes models to begin with.
@main struct FuzzModel {
  static func main() throws {
    if CommandLine.arguments.count == 3, CommandLine.arguments[1] == "--seeds" {
      return try ModelSeeds.write(to: CommandLine.arguments[2])
    }
    var count = CommandLine.argc
    var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? =
      unsafe CommandLine
      .unsafeArgv
    exit(
      unsafe LLVMFuzzerRunDriver(&count, &arguments) { bytes, size in
        ModelInput(bytes: unsafe Array(UnsafeBufferPointer(start: bytes, count: size))).check()
        return 0
      })
  }
}

/// libFuzzer's hook for inputs that are more than bytes.
@_cdecl("LLVMFuzzerCustomMutator")
public func mutateModel(
  _ bytes: UnsafeMutablePointer<UInt8>, _ size: Int, _ most: Int, _ seed: UInt32
) -> Int {
  let before = unsafe Array(UnsafeBufferPointer(start: bytes, count: size))
  var mutation = ModelMutation(seed: UInt64(seed))
  let after = mutation.mutated(before, most: most)
  for (place, byte) in after.prefix(most).enumerated() { unsafe bytes[place] = byte }
  return min(after.count, most)
}
