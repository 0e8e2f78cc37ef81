import Foundation
import Testing

@Suite(.program) struct InfoCommandTests {
  let place: Workplace

  init() throws {
    place = try Workplace()
    try place.write("sales.csv", Sample.monthly())
    try place.fit("sales.csv --seed 7 \(Sample.network)")
  }

  @Test func `a model is told as lines`() throws {
    let outcome = try place.forecast("info model.safetensors")
    #expect(outcome.code == 0)
    #expect(outcome.errors == "")
    for line in [
      "seed: 7", "configuration", "  method: lstm", "  horizon: 12", "  hidden: 8", "  members: 1",
      "data", "  path: sales.csv", "  rows: 48", "  first: 2000-01", "  last: 2003-12",
      "  frequency: month",
    ] {
      #expect(outcome.lines.contains(line), "\(line)")
    }
    #expect(try place.forecast("info").output == outcome.output)
  }

  @Test func `a model is told as one JSON object`() throws {
    let outcome = try place.forecast("info --json")
    #expect(outcome.errors == "")
    let object = try jsonObject(outcome.output)
    #expect(object["schema_version"] as? Int == 1)
    #expect(object["format"] as? Int == 3)
    #expect(object["seed"] as? String == "7")
    #expect(object["program_version"] is String)
    #expect(object["kernel"] is String)
    #expect((object["parameters"] as? Int).map { $0 > 0 } == true)
    let configuration = try #require(object["configuration"] as? [String: Any])
    #expect(configuration["horizon"] as? Int == 12)
    #expect(configuration["levels"] as? [Double] == [80, 95])
    let data = try #require(object["data"] as? [String: Any])
    #expect(data["rows"] as? Int == 48)
    #expect(data["series"] as? Int == 1)
    #expect(data["path"] as? String == "sales.csv")
  }

  @Test func `a model from a stream names no path`() throws {
    let fit = try place.forecast("fit - \(Sample.quick)", input: Data(Sample.monthly().utf8))
    #expect(fit.code == 0)
    let data = try #require(
      try jsonObject(place.forecast("info --json").output)["data"] as? [String: Any])
    #expect(data["path"] is NSNull)
  }

  @Test func `an error as JSON names the file`() throws {
    try place.write("model.safetensors", "not a model")
    let outcome = try place.forecast("info --json")
    #expect(outcome.code == 65)
    #expect(outcome.errors == "")
    let error = try #require(try jsonObject(outcome.output)["error"] as? [String: Any])
    #expect(error["code"] as? Int == 65)
    #expect(error["file"] as? String == "model.safetensors")
  }
}
