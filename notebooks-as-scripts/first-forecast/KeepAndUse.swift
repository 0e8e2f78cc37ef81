import ForecastKit
import Notebook

/// What the first part of the story leaves to the second.
struct Fit {
  let reading: PanelReading
  let fitted: FittedRecurrent
  let step: StepDefaults
}

/// Why the story is not true any more.
struct BrokenStory: Error, CustomStringConvertible {
  let description: String
}

/// Refits on every row, saves, loads again, and writes the forecast.
func keepAndUse(_ page: Page, _ fit: Fit, data: String, folder: String) throws {
  let (reading, step) = (fit.reading, fit.step)
  page.text(
    """
    ## Refit and save

    The score is known, so the held-out year may be learned from too, with as many passes as were
    chosen before. The model file is a safetensors container: only numbers and texts, no code.
    """)

  page.cell()
  let final = try RecurrentForecaster(settings: fit.fitted.settings).fit(
    reading.panel, context: FitContext(seed: 0, threads: 2))
  let archive = ModelArchive(
    model: .recurrent(final),
    source: ModelSource(
      of: reading.panel, schema: reading.schema, metricSeason: step.metricSeason),
    seed: 0, kernel: RecurrentForecaster.kernelName, programVersion: "first-forecast")
  let modelPath = folder + "/air-passengers.safetensors"
  try archive.write(to: modelPath)
  print("saved after \(archive.source.last)")

  page.text(
    """
    Loading checks everything in the file. The loaded model forecasts the same, to the byte:
    """)

  page.cell()
  func csv(_ model: FittedModel) throws -> [UInt8] {
    let forecasts = try model.predict(horizon: step.horizon, following: reading.panel)
    return ForecastReport.csv(forecasts, schema: reading.schema, levels: model.grid.levels)
  }
  let before = try csv(archive.model)
  let after = try csv(try ModelArchive(contentsOf: modelPath).model)
  print(before == after ? "the same \(after.count) bytes" : "not the same")
  page.end()

  guard before == after else {
    throw BrokenStory(description: "the loaded model forecasts other bytes than the saved one")
  }
  page.text(
    """
    ## Write the forecast

    `AtomicFile` writes whole files only: whoever reads sees the old one or the new one. The CSV has
    the input's own column names and date style, so it can be put below the data it continues.
    """)

  page.cell()
  try AtomicFile.write(after, to: folder + "/air-passengers-forecast.csv")
  print(String(decoding: after, as: UTF8.self), terminator: "")

  page.text(
    """
    The command does all of this too, and reads the same model file:

    ```sh
    forecast fit -v \(data) --horizon \(step.horizon)
    forecast predict \(data) --model \(modelPath)
    ```
    """)
}
