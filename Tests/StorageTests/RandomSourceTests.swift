import Testing

@testable import ForecastStorage

@Suite struct RandomSourceTests {
  /// The numbers that the reference C program gives for this state.
  @Test func `the published numbers come out`() throws {
    var source = try #require(RandomSource(state: [1, 2, 3, 4]))
    let numbers = (0..<10).map { _ in source.next() }
    #expect(
      numbers == [
        11520, 0, 1_509_978_240, 1_215_971_899_390_074_240, 1_216_172_134_540_287_360,
        607_988_272_756_665_600, 16_172_922_978_634_559_625, 8_476_171_486_693_032_832,
        10_595_114_339_597_558_777, 2_904_607_092_377_533_576,
      ])
  }

  @Test func `the published numbers of the seeding come out`() {
    var mixer = SplitMix64(state: 1_234_567)
    let numbers = (0..<5).map { _ in mixer.next() }
    #expect(
      numbers == [
        6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
        4_593_380_528_125_082_431, 16_408_922_859_458_223_821,
      ])
    #expect(RandomSource(seed: 1_234_567).state == Array(numbers[..<4]))
  }

  @Test func `the same seed and stream give the same numbers, any other one others`() {
    var seen: Set<UInt64> = []
    for seed in UInt64(0)..<40 {
      for stream in UInt64(0)..<40 {
        var first = RandomSource(seed: seed, stream: stream)
        var second = RandomSource(seed: seed, stream: stream)
        let number = first.next()
        #expect(number == second.next())
        #expect(seen.insert(number).inserted)
      }
    }
  }

  @Test func `a restored source goes on where the other one stood`() throws {
    var source = RandomSource(seed: 7, stream: 3)
    for _ in 0..<100 { _ = source.next() }
    var restored = try #require(RandomSource(state: source.state))
    for _ in 0..<100 { #expect(restored.next() == source.next()) }
    #expect(restored == source)
  }

  @Test(arguments: [[], [1, 2, 3], [1, 2, 3, 4, 5], [0, 0, 0, 0]] as [[UInt64]])
  func `a state it could not go on from is refused`(_ state: [UInt64]) {
    #expect(RandomSource(state: state) == nil)
  }

  @Test func `the bits are balanced`() {
    var source = RandomSource(seed: 1, stream: 1)
    var counts = [Int](repeating: 0, count: 64)
    for _ in 0..<4000 {
      let number = source.next()
      for bit in 0..<64 where number >> UInt64(bit) & 1 == 1 { counts[bit] += 1 }
    }
    // Five standard deviations of 4000 fair draws.
    #expect(counts.allSatisfy { abs($0 - 2000) < 158 })
  }
}
