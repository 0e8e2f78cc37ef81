import Foundation
import Testing

/// A model file made to mislead, or something that is no file at all, and what is said of it.
struct MaliciousModel: Sendable, CustomTestStringConvertible {
  /// What `predict` and `info` are given.
  static let name = "model.safetensors"

  enum Making: Sendable {
    /// Bytes made of a good model of a network, or of a free rule.
    case network(@Sendable (ForgedModel) throws -> Data)
    case rule(@Sendable (ForgedModel) throws -> Data)
    /// A line of shell that puts something under the name.
    case shell(String)
  }

  let what: String
  let making: Making
  let code: Int32
  let message: String

  var testDescription: String { what }

  /// A file of a changed model.
  static func network(
    _ what: String, says message: String, _ change: @Sendable @escaping (ForgedModel) throws -> Data
  ) -> MaliciousModel {
    MaliciousModel(what: what, making: .network(change), code: 65, message: message)
  }

  /// The same of a model of a free rule, which has paths.
  static func rule(
    _ what: String, says message: String, _ change: @Sendable @escaping (ForgedModel) throws -> Data
  ) -> MaliciousModel {
    MaliciousModel(what: what, making: .rule(change), code: 65, message: message)
  }

  /// A file that begins as another format does, padded so that it is not refused for its size.
  static func foreign(_ what: String, _ bytes: [UInt8], says message: String) -> MaliciousModel {
    MaliciousModel(
      what: what, making: .network { _ in Data(bytes) + Data(count: 1000) }, code: 65,
      message: message)
  }

  /// What a line of shell makes.
  static func shell(
    _ what: String, _ line: String, code: Int32 = 65, says message: String
  ) -> MaliciousModel {
    MaliciousModel(what: what, making: .shell(line), code: code, message: message)
  }

  /// How the refusal of a damaged file ends, and of one whose content is no model.
  static let restore = "; hint: restore the file from a copy or make it anew"
  static let refit = "; hint: fit again with forecast fit"
  /// How the refusal of what is no such file begins.
  static let noContainer = "it is no safetensors file: "

  /// A folder with the model in it, the data, and an earlier forecast.
  func place() throws -> Workplace {
    let place = try Workplace()
    try place.write("sales.csv", Sample.monthly())
    try place.write("forecast.csv", "an earlier forecast\n")
    switch making {
    case .network(let change):
      try place.write(Self.name, change(ForgedModel(GoodModels.network.get())))
    case .rule(let change): try place.write(Self.name, change(ForgedModel(GoodModels.rule.get())))
    case .shell(let line):
      let outcome = try place.shell(line)
      try #require(outcome.code == 0, "\(outcome.errors)")
    }
    return place
  }
}

/// Two good models, fitted once; by the portable kernels, so that they are the same bytes everywhere.
enum GoodModels {
  static let network = Result { try model("--method lstm --epochs 2 --members 1 --hidden 4") }
  static let rule = Result { try model(Sample.quick) }

  private static func model(_ options: String) throws -> Data {
    let place = try Workplace()
    try place.write("sales.csv", Sample.monthly())
    try place.fit("sales.csv --kernel portable " + options)
    return try place.bytes(MaliciousModel.name)
  }
}
