import ForecastRecurrent
import Testing

@testable import ForecastForecasting
@testable import ForecastSeries

@Suite struct RecurrentSettingsTests {
  @Test(arguments: [
    (ClippingRule.norm(1), "norm:1.0"), (.value(0.5), "value:0.5"), (.none, "none"),
    (.norm(1e-9), "norm:1e-09"),
  ])
  func `a clipping rule is printed as it is read`(_ rule: ClippingRule, _ text: String) {
    #expect(rule.description == text)
    #expect(ClippingRule(parsing: text) == rule)
  }

  @Test(arguments: [
    "", "norm", "norm:", "norm:0", "norm:-1", "norm:nan", "norm:inf", "norm:1:2", "none:1", "cut:1",
    "NORM:1", " none",
  ])
  func `anything else is no clipping rule`(_ text: String) {
    #expect(ClippingRule(parsing: text) == nil)
  }

  @Test func `a clipping rule means what the trainer knows by that name`() {
    #expect(ClippingRule.norm(2).gradientClipping == .norm(2))
    #expect(ClippingRule.value(2).gradientClipping == .value(2))
    #expect(ClippingRule.none.gradientClipping == .none)
  }

  @Test(arguments: LossName.allCases)
  func `only the pinball loss says quantiles itself`(_ loss: LossName) {
    let settings = RecurrentSettings.tiny(horizon: 6, loss: loss)
    #expect(settings.quantileCount == (loss == .pinball ? 5 : 1))
    #expect(settings.networkShape.outputSize == 6 * settings.quantileCount)
    #expect(settings.networkShape.horizon == 6)
  }

  @Test func `the median of the network is the grid's median`() {
    for levels in [[80, 95], [50], [], [1, 50, 99.9]] as [[Double]] {
      var settings = RecurrentSettings.tiny()
      settings.grid = QuantileGrid(levels: levels)
      guard case .quantiles(let count, let anchor) = settings.networkShape.head else {
        Issue.record("no quantiles")
        continue
      }
      #expect(count == settings.grid.count)
      #expect(anchor == settings.grid.medianIndex)
    }
  }

  @Test func `the tail covers a whole crop and what its first step looks back to`() {
    var settings = RecurrentSettings.tiny()
    settings.longSeason = 50
    #expect(settings.tailLength >= settings.cropLength + 50 - 1)
  }

  @Test(arguments: Frequency.Unit.allCases)
  func `defaults make windows and networks for any step`(_ unit: Frequency.Unit) {
    for rows in [8, 40, 700] {
      let panel = panel([seasonalValues(0, count: rows)], unit)
      let settings = RecurrentSettings(for: panel, step: StepDefaults(for: panel))
      #expect(settings.window.inputSize >= 1)
      #expect(settings.networkShape.outputSize >= settings.horizon)
      #expect(settings.memberCount >= 1 && settings.epochs >= 1 && settings.patience == nil)
      #expect(settings.chosenEpochs == nil && settings.errorQuantiles == nil)
    }
  }
}
