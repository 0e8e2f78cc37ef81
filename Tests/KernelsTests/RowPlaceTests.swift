import Testing

@testable import ForecastKernels

struct RowPlaceTests {
  private func array(_ values: [Float]) -> AlignedFloats {
    var floats = AlignedFloats(count: values.count)
    floats.copy(values, 0..<values.count, to: 0)
    return floats
  }

  @Test func `a place begins where it says`() {
    let place = RowPlace(offset: 6, width: 3)
    #expect(place.offset == 6 && place.width == 3 && !place.isReversed)
    #expect(RowPlace(width: 5).offset == 0)
    #expect(place.range(rows: 2, steps: 4) == 6..<30)
  }

  @Test func `rows are copied from place to place, also backwards`() {
    // Three steps of two rows, two wide.
    let source = array((0..<12).map { Float($0) })
    var copy = AlignedFloats(count: 19)
    copy.copyRows(
      of: source, from: RowPlace(width: 2), to: RowPlace(offset: 1, width: 3), steps: 3, rows: 2,
      count: 2)
    #expect(
      copy.floats(0..<19) == [0, 0, 1, 0, 2, 3, 0, 4, 5, 0, 6, 7, 0, 8, 9, 0, 10, 11, 0])
    copy.copyRows(
      of: source, from: RowPlace(width: 2, isReversed: true), to: RowPlace(offset: 1, width: 3),
      steps: 3, rows: 2, count: 1, adding: true)
    #expect(
      copy.floats(0..<19) == [0, 8, 1, 0, 12, 3, 0, 8, 5, 0, 12, 7, 0, 8, 9, 0, 12, 11, 0])
  }

  @Test func `steps share factors or have their own`() {
    var floats = array([1, 2, 3, 4])
    floats.multiply(by: array([2, 0]), steps: 2, size: 2, isShared: true)
    #expect(floats.floats(0..<4) == [2, 0, 6, 0])
    floats.multiply(by: array([1, 1, 3, 1]), steps: 2, size: 2, isShared: false)
    #expect(floats.floats(0..<4) == [2, 0, 18, 0])
  }
}
