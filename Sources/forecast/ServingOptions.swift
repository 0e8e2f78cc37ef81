import ArgumentParser
import ForecastForecasting

/// What a forecast says of its distribution, and within which limits; `fit` keeps them in the model,
/// `predict` may say otherwise.
struct ServingOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "What the forecast column says: the median, or the mean, whose sums are right (default: median).",
      valueName: "name"))
  var point: String?

  @Option(
    name: .customLong("min"), help: ArgumentHelp("No number below this.", valueName: "value"))
  var minimum: Double?

  @Option(
    name: .customLong("max"), help: ArgumentHelp("No number above this.", valueName: "value"))
  var maximum: Double?

  @Flag(help: "No number below zero.")
  var nonnegative = false

  @Flag(help: "Whole numbers only: the point is rounded, lower ends down, upper ends up.")
  var integer = false

  /// Puts what was asked for into a model.
  func apply(to model: inout ServedModel) throws(UsageError) {
    model.bounds = try bounds(over: model.bounds)
    if let point { model.point = try OptionValue.choice(point, "--point") }
  }

  /// Refuses what cannot be meant, before anything is read.
  func check() throws(UsageError) {
    _ = try bounds(over: .none)
    if let point { let _: PointRule = try OptionValue.choice(point, "--point") }
  }

  private func bounds(over stored: ForecastBounds) throws(UsageError) -> ForecastBounds {
    for (value, name) in [(minimum, "--min"), (maximum, "--max")] {
      if let value, !value.isFinite {
        throw UsageError("\(name) \(value) is no finite number", hint: "\(name) 0")
      }
    }
    var bounds = stored
    if let minimum { bounds.minimum = minimum }
    if let maximum { bounds.maximum = maximum }
    if nonnegative { bounds.minimum = max(bounds.minimum ?? 0, 0) }
    if integer { bounds.isInteger = true }
    guard bounds.isPossible else {
      let numbers = bounds.isInteger ? "whole number" : "number"
      let range = "\(bounds.minimum ?? 0) and \(bounds.maximum ?? 0)"
      throw UsageError("there is no \(numbers) between the least and the most allowed, \(range)")
    }
    return bounds
  }
}
