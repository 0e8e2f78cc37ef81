import ForecastRecurrent
import Testing

@Suite struct WordsTests {
  @Test func `numbers come back bit for bit, in their order`() throws {
    var words = Words()
    words.add(7)
    words.add(-0.0)
    words.add(Double.nan)
    words.add(Double?.none)
    words.add(Double?.some(.infinity))
    var read = Words(words.all)
    #expect(read.nextCount() == 7)
    #expect(read.nextNumber()?.bitPattern == (-0.0).bitPattern)
    #expect(read.nextNumber()?.isNaN == true)
    #expect(read.nextOptional() == .some(nil))
    #expect(read.nextOptional() == .some(.infinity))
    #expect(read.isAtEnd)
    #expect(read.next() == nil && read.nextCount() == nil && read.nextNumber() == nil)
    #expect(read.nextOptional() == nil)
  }

  @Test func `a word that is no count is none`() {
    var words = Words([.max, 2, 0])
    #expect(words.nextCount() == nil)
    #expect(words.nextOptional() == nil)
  }
}
