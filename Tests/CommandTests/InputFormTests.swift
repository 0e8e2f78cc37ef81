import Foundation
import Testing

/// However the same numbers are written, the forecast is the same.
@Suite(.program) struct InputFormTests {
  /// Ways to write the same table; all of them decimal points and months as yyyy-MM.
  static let forms: [(name: String, data: Data)] = {
    let plain = Sample.panel()
    let decimalComma = plain.split(separator: "\n").map { line in
      line.replacing(",", with: ";").replacing(".", with: ",") + "\n"
    }.joined()
    return [
      ("semicolons and decimal commas", Data(decimalComma.utf8)),
      (
        "decimal commas and a currency",
        Data(decimalComma.replacing("\n", with: " €\n").replacing("sales €", with: "sales").utf8)
      ),
      ("tabs", Data(plain.replacing(",", with: "\t").utf8)),
      ("bars", Data(plain.replacing(",", with: "|").utf8)),
      ("a byte order mark", Data([0xef, 0xbb, 0xbf] + plain.utf8)),
      ("CRLF", Data(plain.replacing("\n", with: "\r\n").utf8)),
      ("no last line end", Data(plain.utf8.dropLast())),
      ("quotes", Data(plain.replacing("north", with: "\"north\"").utf8)),
      ("a blank last line", Data((plain + "\n").utf8)),
    ]
  }()

  @Test(arguments: forms.indices)
  func `the same table in another form gives the same forecast`(_ index: Int) throws {
    let form = Self.forms[index]
    let place = try Workplace()
    try place.write("plain.csv", Sample.panel())
    try place.fit("plain.csv --model plain.safetensors \(Sample.network)")
    try place.write("data.csv", form.data)
    try place.fit("data.csv \(Sample.network)")
    let forecast = try place.predict()
    #expect(try forecast == place.predict("--model plain.safetensors"), "\(form.name)")
    #expect(forecast.hasPrefix("store,month,forecast,"))
  }

  @Test func `marks between thousands and a minus behind are read in a newer file, too`() throws {
    let place = try Workplace()
    let months = (0..<48).map { Sample.month($0) }
    func values(_ big: String, _ small: String) -> [String] {
      (0..<48).map { $0 % 24 == 5 ? big : $0 % 24 == 7 ? small : "\($0 % 12 + 20).50" }
    }
    let plain = zip(months, values("1480.25", "-3.00")).map { "\($0),\($1)\n" }.joined()
    let dressed = zip(months, values("1.480,25", "3,00-"))
      .map { "\($0);\($1.hasSuffix(".50") ? $1.replacing(".", with: ",") : $1)\n" }.joined()
    try place.write("plain.csv", "month,sales\n" + plain)
    try place.write("dressed.csv", "month;sales\n" + dressed)
    try place.fit("plain.csv --model plain.safetensors \(Sample.quick)")
    try place.fit("dressed.csv --model dressed.safetensors \(Sample.quick)")
    let expected = try place.predict("--model plain.safetensors")
    #expect(try place.predict("--model dressed.safetensors") == expected)
    try place.write("newer.csv", "month;sales\n" + dressed)
    #expect(try place.predict("newer.csv --model dressed.safetensors") == expected)
  }

  @Test func `any character can be told to stand between thousands`() throws {
    let place = try Workplace()
    for mark in ["\u{202F}", "\u{A0}", "’", " ", "_"] {
      let rows = (0..<12).map { "\(Sample.month($0)),1\(mark)23\($0 % 10)\n" }.joined()
      try place.write("data.csv", "month,sales\n" + rows)
      let call = ["check", "data.csv", "--thousands", mark, "--series", "read.csv"]
      #expect(try place.forecast(call).code == 0, "\(mark)")
      #expect(try place.text("read.csv").contains(",1239\n"), "\(mark)")
    }
  }

  @Test func `standard input and a packed file are read like a plain one`() throws {
    let place = try Workplace()
    try place.write("plain.csv", Sample.panel())
    try place.fit("plain.csv --model plain.safetensors \(Sample.network)")
    let expected = try place.predict("--model plain.safetensors")

    let packed = try place.shell("gzip -c plain.csv >packed.csv.gz")
    try #require(packed.code == 0)
    try place.fit("packed.csv.gz --model packed.safetensors \(Sample.network)")
    #expect(try place.predict("--model packed.safetensors") == expected)

    let piped = try place.shell(
      "gzip -c plain.csv | $FORECAST fit - --model piped.safetensors \(Sample.network)"
        + " && cat plain.csv | $FORECAST predict - --model piped.safetensors")
    #expect(piped.code == 0)
    #expect(piped.errors == "")
    #expect(piped.output == expected)
  }

  @Test func `unsorted rows, and a file without a header, are read`() throws {
    let place = try Workplace()
    try place.write("plain.csv", Sample.monthly())
    try place.fit("plain.csv --model plain.safetensors \(Sample.quick)")
    let expected = try place.predict("--model plain.safetensors").split(separator: "\n").dropFirst()

    let rows = Sample.monthly().split(separator: "\n").dropFirst()
    try place.write("turned.csv", "month,sales\n" + rows.reversed().map { $0 + "\n" }.joined())
    let unsorted = try place.forecast("fit turned.csv \(Sample.quick)")
    #expect(unsorted.code == 0)
    #expect(try place.predict().split(separator: "\n").dropFirst() == expected)

    try place.write("bare.csv", rows.map { $0 + "\n" }.joined())
    try place.fit("bare.csv --no-header \(Sample.quick)")
    #expect(try place.predict().split(separator: "\n").dropFirst() == expected)
  }
}
