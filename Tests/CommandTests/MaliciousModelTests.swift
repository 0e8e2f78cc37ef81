import Foundation
import Testing

/// Models made to harm: each is refused with one line, at once, in little memory, and leads to no other file.
@Suite(.program) struct MaliciousModelTests {
  static let models: [MaliciousModel] =
    MaliciousModel.lengths + MaliciousModel.headers + MaliciousModel.metadata
    + MaliciousModel.tensors + MaliciousModel.places + MaliciousModel.content
    + MaliciousModel.settings + MaliciousModel.origins + MaliciousModel.foreign
    + MaliciousModel.specialFiles

  private static let calls = ["info \(MaliciousModel.name)", "predict sales.csv -o forecast.csv"]

  /// An address space of 64 MiB.
  ///
  /// To ask for more ends the program by a trap. A program that is watched needs more.
  private static let limit = Program.isWatched ? "" : "ulimit -v 65536; "

  @Test(arguments: models)
  func `a model made to harm is refused`(_ model: MaliciousModel) throws {
    let place = try model.place()
    let before = try place.digests()
    for call in Self.calls {
      let outcome = try place.shell("\(Self.limit)exec timeout -s KILL 60 $FORECAST \(call)")
      #expect(outcome.errors == "forecast: \(MaliciousModel.name): \(model.message)\n")
      #expect(outcome.code == model.code)
      #expect(outcome.output == "")
    }
    #expect(try place.digests() == before)
  }

  /// The limits of the test above let a good model through; else they, and not the checks, refused.
  @Test func `a good model is read in the same limits`() throws {
    for model in [GoodModels.network, GoodModels.rule] {
      let place = try Workplace()
      try place.write("sales.csv", Sample.monthly())
      try place.write(MaliciousModel.name, try ForgedModel(model.get()).encoded())
      for call in Self.calls {
        let outcome = try place.shell("\(Self.limit)exec timeout -s KILL 60 $FORECAST \(call)")
        #expect(outcome.code == 0 && outcome.errors == "")
      }
    }
  }

  @Test func `there are as many as were promised, each another`() {
    #expect(Self.models.count >= 60)
    #expect(Set(Self.models.map(\.what)).count == Self.models.count)
  }

  /// Whether system calls can be watched; if not, that is said, and nothing is claimed of other files.
  private static let canTrace: Bool = {
    // A program that is watched opens files of its own.
    guard !Program.isWatched else { return false }
    if (try? Workplace().shell("strace -qq -o /dev/null true").code) == 0 { return true }
    print(
      "strace is not there, or may not watch a process: which files are opened was not looked at")
    return false
  }()

  /// All that the program opened, but for what every start of it opens.
  private func opened(by call: String, in place: Workplace) throws -> [Substring] {
    let outcome = try place.shell(
      "exec timeout -s KILL 60 strace -f -qq -o trace -e trace=open,openat,openat2,creat,execve,socket "
        + "$FORECAST \(call)")
    #expect(outcome.code != 137)
    let started = [
      #"/lib"#, #".so"#, #""/proc/self/"#, #""/sys/devices/system/cpu/"#, "forecast.toml",
    ]
    return try place.text("trace").split(separator: "\n").dropFirst().filter { line in
      !started.contains { line.contains($0) }
    }
  }

  /// The model, and the one before it, which the hint may name.
  private static let mayBeRead = [MaliciousModel.name, MaliciousModel.name + ".prev"]

  @Test(arguments: models)
  func `no other file is opened`(_ model: MaliciousModel) throws {
    guard Self.canTrace else { return }
    let place = try model.place()
    for line in try opened(by: "predict sales.csv", in: place) {
      let isOne = Self.mayBeRead.contains { line.contains("\"\($0)\", O_RDONLY|") }
      #expect(isOne, "\(line)")
    }
  }

  /// The path in a model is where its data came from; only `predict` without DATA reads it.
  @Test func `a path in a model is not opened where data is named`() throws {
    guard Self.canTrace else { return }
    let place = try Workplace()
    try place.write("sales.csv", Sample.monthly())
    let model = ForgedModel(try GoodModels.rule.get())
    try place.write(
      MaliciousModel.name,
      model.setting(#""path":"sales.csv""#, #""path":"/etc/passwd""#).encoded())
    #expect(try opened(by: "info \(MaliciousModel.name)", in: place).count == 1)
    let opened = try opened(by: "predict sales.csv", in: place)
    #expect(opened.count == 3 && !opened.contains { $0.contains("passwd") }, "\(opened)")
    // Else the test would find nothing anywhere.
    let followed = try self.opened(by: "predict", in: place)
    #expect(followed.contains { $0.contains("\"/etc/passwd\", O_RDONLY|") })
    #expect(!followed.contains { $0.contains("O_WRONLY") || $0.contains("O_CREAT") })
  }
}
