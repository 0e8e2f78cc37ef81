import Foundation
import Testing

/// The same data, settings and seed give the same bytes, whatever is around the program.
@Suite(.program) struct DeterminismTests {
  /// Fits and predicts in a new folder; gives the model's and the forecast's bytes.
  private func results(
    _ options: String = "", environment: [String: String] = [:]
  ) throws -> [Data] {
    let place = try Workplace()
    try place.write("sales.csv", Sample.panel(["a", "b", "c", "d", "e"]))
    let environment = Program.environment.merging(environment) { $1 }
    let files = "--metrics metrics.csv --history history.csv"
    let fit = try place.forecast(
      "fit sales.csv --method lstm --epochs 4 --members 2 --hidden 8 --batch 16 \(files) \(options)",
      environment: environment)
    try #require(fit.code == 0, "\(fit.errors)")
    let predict = try place.forecast("predict -o forecast.csv", environment: environment)
    try #require(predict.code == 0, "\(predict.errors)")
    return try ["model.safetensors", "forecast.csv", "metrics.csv", "history.csv"].map(place.bytes)
  }

  @Test func `any number of threads gives the same bytes`() throws {
    let one = try results("--threads 1")
    for threads in [2, 3, 7] {
      #expect(try results("--threads \(threads)") == one, "\(threads) threads")
    }
    #expect(try results() == one)
  }

  @Test(arguments: [
    "--dropout 0.3", "--dropout 0.3:sequence", "--bidirectional --cell gru",
    "--accumulate 2 --batch 2",
    "--truncate 6 --residual", "--patience 2 --schedule plateau",
  ])
  func `any number of threads gives the same bytes, however it is trained`(
    _ options: String
  ) throws {
    let one = try results("--threads 1 " + options)
    for threads in [2, 7] {
      #expect(try results("--threads \(threads) " + options) == one, "\(threads) threads")
    }
    #expect(try results("--threads 1 --seed 1 " + options)[1] != one[1])
  }

  @Test func `time zone, locale and home make no difference`() throws {
    let plain = try results()
    for environment in [
      ["TZ": "UTC"], ["TZ": "Asia/Kolkata"], ["TZ": "America/St_Johns"],
      ["LANG": "C"], ["LANG": "de_DE.UTF-8"], ["LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8"],
      ["HOME": "/nowhere", "TMPDIR": "/nowhere", "USER": "nobody"],
    ] {
      #expect(try results(environment: environment) == plain, "\(environment)")
    }
  }

  @Test func `another seed gives another model, the same seed the same`() throws {
    let first = try results("--seed 1")
    #expect(try results("--seed 1") == first)
    let second = try results("--seed 18446744073709551615")
    #expect(second[0] != first[0])
    #expect(second[1] != first[1])
  }

  @Test func `a second fit over the first gives the same file`() throws {
    let place = try Workplace()
    try place.write("sales.csv", Sample.monthly())
    try place.fit("sales.csv \(Sample.network)")
    let first = try place.digests()
    try place.fit("sales.csv \(Sample.network)")
    let now = try place.digests()
    #expect(now.filter { $0.key != "model.safetensors.prev" } == first)
    #expect(now["model.safetensors.prev"] == now["model.safetensors"])
  }

  @Test func `the environment chooses the kernel path, and a path that is not there is refused`()
    throws
  {
    let place = try Workplace()
    try place.write("sales.csv", Sample.monthly())
    func fit(_ path: String) throws -> Program.Outcome {
      try place.forecast(
        "fit sales.csv --json \(Sample.network)",
        environment: Program.environment.merging(["FORECAST_KERNEL": path]) { $1 })
    }
    #expect(try fit("portable").code == 0)
    #expect(try place.forecast("info").output.contains("kernel: portable\n"))
    let digests = try place.digests()
    let refused = try place.forecast(
      "predict", environment: Program.environment.merging(["FORECAST_KERNEL": "abacus"]) { $1 })
    #expect(refused.code == 64)
    let fault = "forecast: FORECAST_KERNEL: unknown kernel path 'abacus'; this machine has "
    #expect(refused.errors.hasPrefix(fault))
    #expect(try place.digests() == digests)
  }

  @Test func `the option chooses the kernel path whatever the environment says`() throws {
    let place = try Workplace()
    try place.write("sales.csv", Sample.monthly())
    let wrong = Program.environment.merging(["FORECAST_KERNEL": "abacus"]) { $1 }
    let fit = try place.forecast(
      "fit sales.csv --kernel portable \(Sample.network)", environment: wrong)
    #expect(fit.code == 0 && fit.errors == "")
    #expect(try place.forecast("info").output.contains("kernel: portable\n"))
    let bytes = try place.bytes("model.safetensors")
    let right = Program.environment.merging(["FORECAST_KERNEL": "portable"]) { $1 }
    #expect(try place.forecast("fit sales.csv \(Sample.network)", environment: right).code == 0)
    #expect(try place.bytes("model.safetensors") == bytes)
    let forecast = try place.forecast("predict --kernel portable", environment: wrong)
    #expect(forecast.code == 0)
    #expect(try place.forecast("predict", environment: right).output == forecast.output)
    for command in ["fit sales.csv", "predict"] {
      let refused = try place.forecast(command + " --kernel abacus", environment: right)
      #expect(refused.code == 64)
      #expect(
        refused.errors.hasPrefix(
          "forecast: --kernel: unknown kernel path 'abacus'; this machine has "))
    }
    #expect(try place.bytes("model.safetensors") == bytes)
  }
}
