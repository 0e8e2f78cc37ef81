import Foundation
import Testing

/// Where outputs cannot go, and what becomes of what was there.
@Suite(.program) struct OutputSafetyTests {
  let place: Workplace

  init() throws {
    place = try Workplace()
    try place.write("sales.csv", Sample.monthly())
    try place.fit("sales.csv --metrics metrics.csv \(Sample.quick)")
  }

  @Test(arguments: [
    (
      "nowhere/out", Int32(73),
      "nowhere/out: cannot create it: its folder does not exist; hint: create the folder first"
    ),
    (
      "sales.csv/out", 73,
      "sales.csv/out: cannot create it: a part of its path is a file; hint: choose another folder"
    ),
    (".", 73, ".: cannot create it: it is a directory; hint: name a file in it"),
    (
      "new/", 73,
      "new/: cannot create it: the name ends with '/'; hint: give a file name after the folder"
    ),
    (
      "/dev/full", 74,
      "/dev/full: cannot write: no space left on the device; "
        + "hint: free some space and run it again"
    ),
  ])
  func `an output that cannot be is named, and all others stay as they were`(
    _ output: String, _ code: Int32, _ message: String
  ) throws {
    let before = try place.digests()
    for call in [
      "fit sales.csv --seed 9 --method naive --metrics metrics.csv --model \(output)",
      "fit sales.csv --seed 9 --method naive --metrics \(output)",
      "fit sales.csv --seed 9 --method naive --metrics metrics.csv --history \(output)",
      "predict -o \(output)",
    ] {
      let outcome = try place.forecast(call)
      #expect(outcome.code == code, "\(call)")
      #expect(outcome.errors == "forecast: \(message)\n", "\(call)")
      #expect(outcome.output == "", "\(call)")
      #expect(try place.digests() == before, "\(call)")
    }
  }

  @Test(arguments: [
    "fit sales.csv --model sales.csv", "fit sales.csv --metrics ./sales.csv",
    "fit sales.csv --history sales.csv", "predict -o sales.csv", "predict -o model.safetensors",
  ])
  func `no output takes the place of an input`(_ call: String) throws {
    let before = try place.digests()
    let outcome = try place.forecast(call)
    #expect(outcome.code == 73)
    #expect(outcome.errors.hasSuffix("it is an input of the same run; hint: name another file\n"))
    #expect(try place.digests() == before)
  }

  @Test func `two outputs of a run do not share a file`() throws {
    let before = try place.digests()
    let outcome = try place.forecast("fit sales.csv --metrics out --model ./out \(Sample.quick)")
    #expect(outcome.code == 73)
    #expect(
      outcome.errors
        == "forecast: ./out: cannot create it: another output of the same run goes there, as out; "
        + "hint: name another file\n")
    #expect(try place.digests() == before)
  }

  @Test(arguments: [
    "predict", "predict --json", "check sales.csv", "info", "evaluate sales.csv sales.csv --help",
    "--version", "fit sales.csv --json --method naive --model other",
  ])
  func `a full standard output is an error`(_ call: String) throws {
    let outcome = try place.shell("$FORECAST \(call) >/dev/full")
    #expect(outcome.code == 74)
    #expect(
      outcome.errors
        == "forecast: standard output: cannot write: no space left on the device; "
        + "hint: free some space and run it again\n")
  }

  @Test func `a closed standard output is an error, unless nothing is to be said on it`() throws {
    let lost = try place.forecast("predict", closed: [1])
    #expect(lost.code == 74)
    #expect(lost.errors == "forecast: standard output: cannot write: the descriptor is closed\n")
    let kept = try place.forecast("predict -o forecast.csv", closed: [1])
    #expect(kept.code == 0)
    #expect(kept.errors == "")
    #expect(try place.text("forecast.csv") == place.predict())
  }

  @Test(arguments: ["predict", "predict --json", "info", "help fit"])
  func `a reader that has seen enough is no error`(_ call: String) throws {
    // The reader has mostly gone before anything is written.
    let outcome = try place.shell(
      "{ sleep 0.2; $FORECAST \(call); echo $? >code; } | true; cat code")
    #expect(outcome.output == "0\n")
    #expect(outcome.errors == "")
    let first = try place.shell("$FORECAST \(call) | head -1")
    #expect(first.lines.count == 1)
    #expect(first.errors == "")
  }

  @Test func `a link stays a link, and what it points to is replaced`() throws {
    try place.makeFolder("store")
    let made = try place.shell(
      "echo old >store/real.csv && ln -s store/real.csv forecast.csv && ln -s nothing dangling.csv")
    try #require(made.code == 0)
    #expect(try place.predict("-o forecast.csv") == "")
    #expect(try place.shell("readlink forecast.csv").output == "store/real.csv\n")
    #expect(try place.text("store/real.csv") == place.predict())

    let dangling = try place.forecast("predict -o dangling.csv")
    #expect(dangling.code == 73)
    #expect(
      dangling.errors
        == "forecast: dangling.csv: cannot create it: it is a symbolic link to a file that does not "
        + "exist; hint: remove the link, or create the file it points to\n")
  }

  @Test func `an output may be a pipe or the program's own stdout`() throws {
    let expected = try place.predict()
    #expect(try place.predict("-o /dev/stdout") == expected)
    let piped = try place.shell("mkfifo pipe && { cat pipe & $FORECAST predict -o pipe; wait; }")
    #expect(piped.output == expected)
  }

  @Test func `a new file obeys the umask, an old one keeps its mode`() throws {
    let outcome = try place.shell(
      """
      umask 077; $FORECAST predict -o new.csv; stat -c %a new.csv
      chmod 640 new.csv; $FORECAST predict -o new.csv; stat -c %a new.csv
      umask 022; $FORECAST predict -o open.csv; stat -c %a open.csv
      """)
    #expect(outcome.output == "600\n640\n644\n")
    #expect(outcome.errors == "")
  }
}
