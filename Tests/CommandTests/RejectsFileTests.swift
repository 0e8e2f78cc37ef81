import Foundation
import Testing

@Suite(.program) struct RejectsFileTests {
  let place: Workplace

  init() throws { place = try Workplace() }

  private static let rows = (1...30).map { day in
    let text = day < 10 ? "0\(day)" : String(day)
    switch day {
    case 11: return "2024-01-11,1\(day),x\n"
    case 12: return "2024-01-12,\"1\(day)\n"
    case 13: return "2024-01-13,a;b\n"
    case 14: return "2024-01-32,1\n"
    default: return "2024-01-\(text),1\(day)\n"
    }
  }

  @Test func `lines that cannot be read are left out, told, and written as they stand`() throws {
    try place.write("data.csv", "ds,y\n" + RejectsFileTests.rows.joined())
    #expect(try place.forecast("check data.csv").code == 65)
    let run = try place.forecast(
      "backtest data.csv --bad-rows skip --rejects rejects.csv --only naive --horizon 2")
    #expect(run.code == 0)
    #expect(
      run.errors
        == "forecast: warning: 4 lines left out: data.csv:12: the line has 3 fields, the first line has 2\n"
    )
    #expect(
      try place.text("rejects.csv") == """
        line,column,kind,reason,text
        12,,structure,"the line has 3 fields, the first line has 2","2024-01-11,111,x"
        13,2,structure,a quoted field is not closed on its line,"2024-01-12,""112"
        14,2,value,'a;b' is not a number (column 'y'),"2024-01-13,a;b"
        15,1,value,'2024-01-32' is no day of the calendar (column 'ds'),"2024-01-32,1"

        """)
  }

  @Test func `a file of rejects without skipping is refused`() throws {
    try place.write("data.csv", "ds,y\n")
    let run = try place.forecast("fit data.csv --rejects r.csv")
    #expect(run.code == 64)
    #expect(
      run.errors == "forecast: --rejects goes with --bad-rows skip; hint: --bad-rows skip\n")
  }

  @Test func `a run that fails later leaves the file of rejects as it was`() throws {
    try place.write("data.csv", "ds,y\n" + RejectsFileTests.rows.joined())
    try place.write("rejects.csv", "earlier\n")
    for options in ["--ignore Monday", "--horizon 2 --model no/m.st", "--dry-run"] {
      _ = try place.forecast(
        "fit data.csv --bad-rows skip --rejects rejects.csv \(options)")
      #expect(try place.text("rejects.csv") == "earlier\n")
    }
  }

  @Test func `the file of rejects is no other output`() throws {
    try place.write("data.csv", "ds,y\n" + RejectsFileTests.rows.joined())
    try place.write("m.safetensors", "earlier\n")
    let run = try place.forecast(
      "fit data.csv --bad-rows skip --rejects m.safetensors --model m.safetensors")
    #expect(run.code == 73)
    let fault =
      "forecast: m.safetensors: cannot create it: another output of the same run goes there"
    #expect(run.errors.hasSuffix("\(fault); hint: name another file\n"))
    #expect(try place.text("m.safetensors") == "earlier\n")
  }
}
