import Testing

@testable import ForecastForecasting

@Suite struct ByteCountTests {
  @Test(arguments: [
    ("1", 1), ("1023", 1_023), ("500M", 500 << 20), ("2G", 2 << 30), ("64K", 65_536),
    ("64k", 65_536), ("8589934591G", 8_589_934_591 << 30),
  ])
  func `a size is read`(_ text: String, _ bytes: Int) {
    #expect(ByteCount(parsing: text)?.bytes == bytes)
  }

  @Test(arguments: [
    "", "M", "0", "0G", "-1", "+1", "1.5G", "1 G", "1T", "1KB", "KM", "٣M", "8589934592G",
    "9223372036854775808",
  ])
  func `anything else is no size`(_ text: String) {
    #expect(ByteCount(parsing: text) == nil)
  }

  @Test func `a size is printed with a letter`() {
    let printed = [
      0, 9_999, 10_000, 4_096, 9 << 20, 500 << 20, 9 << 20 + 1, 20 << 30, 20_000 << 30,
    ].map {
      ByteCount($0).description
    }
    #expect(printed == ["0", "9999", "10K", "4K", "9M", "500M", "9217K", "20G", "20000G"])
  }

  /// What an error says is needed has to be enough when it is typed.
  @Test func `what is printed is read as no less, and at most a thousandth and a letter more`() {
    for bytes in [1, 9_999, 10_000, 10_241, 123_456_789, 9_999 << 10 + 1, (10_000 << 20) - 1] {
      let read = ByteCount(parsing: ByteCount(bytes).description)?.bytes ?? 0
      #expect(read >= bytes && read - bytes < max(1, bytes / 9))
    }
  }
}
