import Testing

@testable import ForecastForecasting
@testable import ForecastSeries

@Suite struct RollingOriginTests {
  private func rows(_ counts: Int...) -> Panel {
    panel(counts.map { count in (0..<count).map { Double($0) } })
  }

  @Test func `three cutoffs, a horizon apart, are counted back from the end`() throws {
    let folds = try RollingOrigin(horizon: 4).folds(of: rows(30))
    #expect(folds.map(\.known) == [[18], [22], [26]])
    #expect(folds.allSatisfy { $0.isScored == [true] })
  }

  @Test func `series of unequal lengths are cut by their own ends`() throws {
    let origin = RollingOrigin(horizon: 2, stride: 3, foldCount: 3)
    let folds = try origin.folds(of: rows(20, 15, 9))
    #expect(folds.map(\.known) == [[12, 7, 1], [15, 10, 4], [18, 13, 7]])
    // Eight rows before a cutoff are the fewest.
    #expect(folds[0].isScored == [true, false, false])
    #expect(folds[1].isScored == [true, true, false])
    #expect(folds[2].isScored == [true, true, false])
  }

  @Test func `from a time on, cutoffs are the same on the calendar`() throws {
    let early = series((0..<30).map(Double.init), id: "early")
    let late = series((0..<20).map(Double.init), id: "late", from: 10)
    let ended = series((0..<14).map(Double.init), id: "ended")
    let unequal = Panel(frequency: Frequency(.index), series: [early, late, ended])
    let origin = RollingOrigin(horizon: 3, stride: 4, trainEnd: Timestamp(seconds: 17))
    let folds = try origin.folds(of: unequal)
    // As many as the rows after it hold: known up to 17, 21 and 25, and 26 to 28 still are there.
    #expect(folds.map(\.known) == [[18, 8, 14], [22, 12, 14], [26, 16, 14]])
    #expect(folds.allSatisfy { $0.isScored == [true, true, false] })
    #expect(folds.count == 3)
  }

  @Test func `a time before a series begins, and one between two rows`() {
    let axis = TimeAxis(start: Timestamp(seconds: 0), frequency: Frequency(.day))
    let day = Timestamp.secondsPerDay
    #expect(RollingOrigin.rows(of: axis, upTo: Timestamp(seconds: 0)) == 1)
    #expect(RollingOrigin.rows(of: axis, upTo: Timestamp(seconds: 10 * day - 1)) == 10)
    #expect(RollingOrigin.rows(of: axis, upTo: Timestamp(seconds: -1)) == 0)
    #expect(RollingOrigin.rows(of: axis, upTo: Timestamp(seconds: -7 * day)) == -6)
    let months = TimeAxis(start: Timestamp(seconds: 0), frequency: Frequency(.month))
    #expect(RollingOrigin.rows(of: months, upTo: Timestamp(seconds: 31 * day)) == 2)
  }

  @Test func `as many folds as were asked for, each with a whole horizon`() throws {
    for count in [1, 2, 5, 40] {
      for stride in [1, 2, 7] {
        let folds = try RollingOrigin(horizon: 5, stride: stride, foldCount: count)
          .folds(of: rows(400))
        #expect(folds.count == count)
        #expect(folds.last?.known == [395])
        #expect(zip(folds.dropFirst(), folds).allSatisfy { $0.known[0] - $1.known[0] == stride })
      }
    }
  }

  @Test func `what does not fit is refused with what would`() throws {
    func message(_ origin: RollingOrigin, _ panel: Panel) -> String? {
      forecastingError { _ = try origin.folds(of: panel) }?.description
    }
    #expect(
      message(RollingOrigin(horizon: 4, foldCount: 5), rows(20, 23))
        == "5 folds of 4 steps, 4 apart, need 28 rows, and the longest series has 23; hint: --folds 3"
    )
    #expect(
      message(RollingOrigin(horizon: 12, foldCount: 1), rows(14))
        == "a fold of 12 steps needs 24 rows, and the longest series has 14; "
        + "hint: --folds 1 --horizon 6")
    #expect(
      message(RollingOrigin(horizon: 1), rows(5))
        == "3 folds of 1 step, 1 apart, need 11 rows, and the longest series has 5; "
        + "hint: give more history")
    #expect(
      message(RollingOrigin(horizon: 4, trainEnd: Timestamp(seconds: 28)), rows(30))
        == "no series has 8 rows up to --train-end and 4 after it; "
        + "hint: another time, or a shorter --horizon")
    #expect(
      message(RollingOrigin(horizon: 4, foldCount: 9, trainEnd: Timestamp(seconds: 19)), rows(30))
        == "the rows after --train-end hold 2 of 9 folds of 4 steps; hint: --folds 2")
    // And what the hints say does fit.
    #expect(try RollingOrigin(horizon: 4, foldCount: 3).folds(of: rows(20, 23)).count == 3)
    #expect(try RollingOrigin(horizon: 6, foldCount: 1).folds(of: rows(14)).count == 1)
  }
}
