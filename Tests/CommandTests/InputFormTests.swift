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
