import ArgumentParser
import ForecastForecasting
import ForecastRecurrent
import ForecastStorage

/// `forecast verify RUN.json`: repeat a recorded run and compare what it gives.
struct VerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Repeat a recorded run, write nothing, and compare the digests of what it gives.",
    discussion: """
      The record is a line that --log wrote; of several lines the last one counts. Run it in the folder of \
      the recorded run. Exit code 0: every output is the same, byte for byte; 10: one is not; 65: an input \
      is not what the run read.
      """)

  @Argument(help: ArgumentHelp("The record of the run.", valueName: "run"))
  var record: String

  @Flag(name: .shortAndLong, help: "Tell each file that is the same, also without a terminal.")
  var verbose = false

  func run() throws {
    let run = try RecordedRun(contentsOf: record)
    try run.checkInputs()
    RunFiles.begin(rehearsing: true)
    do {
      try run.repeated()
    } catch {
      throw ForecastingError(
        .data,
        "\(record): the run ended well, and its repetition did not: "
          + ErrorReport(of: error, status: ExitStatus(of: error), arguments: run.words).line)
    }
    let found = RunFiles.outputs
    for output in run.outputs {
      guard let again = found.first(where: { $0.path == output.path }) else {
        throw QualityError(
          message: "\(output.path): was written by the run, and not by its repetition", hint: nil)
      }
      guard again.digest == output.digest else {
        if let made = run.madeInput(of: RunFiles.inputs) {
          throw QualityError(
            message:
              "\(output.path): not the same, because the run made \(made) and its repetition "
              + "read it", hint: "move what the run wrote away, and verify again")
        }
        throw QualityError(
          message:
            "\(output.path): the run gave \(output.digest?.prefix(12) ?? ""), its repetition "
            + "\(again.digest?.prefix(12) ?? "")", hint: run.difference)
      }
      if verbose || StandardError.isTerminal {
        StandardError.writeLine("\(output.path): the same, \(output.digest?.prefix(12) ?? "")")
      }
    }
  }
}
