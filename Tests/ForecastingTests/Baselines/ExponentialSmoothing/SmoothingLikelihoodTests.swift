import Glibc
import Testing

@testable import ForecastForecasting

@Suite struct SmoothingLikelihoodTests {
  /// Weights and states for a season of four, in the order of a point.
  private func point(_ form: SmoothingForm) -> [Double] {
    let season: [Double] =
      switch form.season {
      case .none: []
      case .additive: [8, -9, 2]
      case .multiplicative: [1.1, 0.9, 1.05]
      }
    return [0.3] + (form.hasTrend ? [0.05] : []) + (form.season == .none ? [] : [0.2])
      + (form.isDamped ? [0.9] : []) + [101] + (form.hasTrend ? [1.5] : []) + season
  }

  /// The textbook's loop, component by component, with the season shifted along.
  private func plain(_ values: [Double], _ form: SmoothingForm) -> Double {
    let point = point(form)
    let weights = SmoothingWeights(point.span, form: form)
    var level = 101.0
    var growth = form.hasTrend ? 1.5 : 0
    let rest = form.season == .none ? [] : Array(point.suffix(3))
    let total: Double = form.season == .multiplicative ? 4 : 0
    var season = form.season == .none ? [] : [total - rest.reduce(0, +)] + rest
    var (squares, logarithms) = (0.0, 0.0)
    for value in values {
      let base = level + weights.damping * growth
      let part = season.first ?? 0
      var forecast = base
      var adjusted = value
      var seasonal = 0.0
      if form.season == .additive {
        (forecast, adjusted, seasonal) = (base + part, value - part, value - base)
      } else if form.season == .multiplicative {
        (forecast, adjusted, seasonal) = (base * part, value / part, value / base)
      }
      let before = level
      level = weights.level * adjusted + (1 - weights.level) * base
      if form.hasTrend {
        let share = weights.growth / weights.level
        growth = share * (level - before) + (1 - share) * weights.damping * growth
      }
      if !season.isEmpty {
        season.removeFirst()
        season.append(weights.season * seasonal + (1 - weights.season) * part)
      }
      let error = form.hasMultiplicativeErrors ? value / forecast - 1 : value - forecast
      squares += error * error
      logarithms += log(abs(forecast))
    }
    // A fit without any error counts as one of very small errors, in both.
    let fit = Double(values.count) * log(squares > 0 ? squares : 1e-8)
    return form.hasMultiplicativeErrors ? fit + 2 * logarithms : fit
  }

  @Test(arguments: SmoothingForm.all)
  func `each form's loop is the textbook's`(form: SmoothingForm) {
    for count in [1, 15, 16, 17, 48] {
      let values = Array(slopedQuarters.prefix(count))
      var likelihood = SmoothingLikelihood(values, form: form, season: 4, scale: 100)
      let value = likelihood.value(at: point(form).span, limit: .infinity)
      let expected = plain(values, form)
      #expect(abs(value - expected) < 1e-9 * max(1, abs(expected)))
    }
  }

  @Test(arguments: SmoothingForm.all)
  func `a value within the limit is exact, one above it is above`(form: SmoothingForm) {
    var likelihood = SmoothingLikelihood(slopedQuarters, form: form, season: 4, scale: 100)
    let exact = likelihood.value(at: point(form).span, limit: .infinity)
    #expect(likelihood.value(at: point(form).span, limit: exact + 1e-6) == exact)
    #expect(likelihood.value(at: point(form).span, limit: exact - 5) > exact - 5)
  }

  @Test func `a factor below zero is refused`() throws {
    let form = try #require(SmoothingForm.all.first { $0.name == "ETS(M,N,M)" })
    var likelihood = SmoothingLikelihood(slopedQuarters, form: form, season: 4, scale: 100)
    let value = likelihood.value(at: [0.3, 0.2, 101, 3, 2, 1].span, limit: .infinity)
    #expect(value == .infinity)
  }
}
