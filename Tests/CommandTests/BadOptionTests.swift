import Foundation
import Testing

/// Calls that cannot be meant, each with the whole text that says so.
@Suite(.program) struct BadOptionTests {
  @Test(arguments: words + settings + reading)
  func `a wrong call is refused with one line and leaves earlier files alone`(
    _ refusal: Refusal
  ) throws {
    try refusal.check()
  }

  private static func fit(_ options: String, says message: String) -> Refusal {
    Refusal("fit sales.csv " + options, code: 64, says: message)
  }

  /// Unknown and missing words.
  static let words: [Refusal] = [
    Refusal("predct", code: 64, says: "there is no command 'predct'; hint: forecast predict"),
    Refusal(
      "frobnicate", code: 64,
      says:
        "there is no command 'frobnicate'; hint: one of fit, predict, backtest, evaluate, cron, check, info, verify, config"
    ),
    Refusal("help predct", code: 64, says: "there is no command 'predct'; hint: forecast predict"),
    Refusal("--frobnicate", code: 64, says: "unknown option '--frobnicate'; hint: forecast --help"),
    fit("--horizn 3", says: "unknown option '--horizn'; hint: --horizon"),
    Refusal(
      "predict --clip none", code: 64, says: "unknown option '--clip'; hint: forecast help predict"),
    Refusal(
      ["fit", "sales.csv", "--x\ny"], code: 64,
      says: "unknown option '--x y'; hint: forecast help fit"),
    Refusal(
      "fit", code: 64, says: "missing expected argument '<data> ...'; hint: forecast help fit"),
    Refusal(
      "evaluate sales.csv", code: 64,
      says: "missing expected argument '<actuals>'; hint: forecast help evaluate"),
    Refusal(
      "check", code: 64, says: "missing expected argument '<data> ...'; hint: forecast help check"),
    Refusal(
      "info a.safetensors b.safetensors", code: 64,
      says: "unexpected argument 'b.safetensors'; hint: forecast help info"),
    fit("--model", says: "missing value for '--model <path>'; hint: forecast help fit"),
  ]

  /// Settings of the model.
  static let settings: [Refusal] = [
    fit("--horizon 0", says: "--horizon 0 is not between 1 and 100000"),
    fit(
      "--horizon 1.5",
      says: "the value '1.5' is invalid for '--horizon <steps>'; hint: forecast help fit"
    ),
    fit(
      "--season daily",
      says: "--season 'daily' is no season length; hint: --season 12 or --season 24,168"),
    fit(
      "--season 168,24",
      says: "--season 168,24 does not begin with the shortest season, or repeats one; "
        + "hint: --season 24,168"),
    fit("--season 0", says: "--season 0 is not between 1 and 100000"),
    fit("--metric-season 0", says: "--metric-season 0 is not between 1 and 100000"),
    fit(
      "--levels 120", says: "--levels '120': '120' is not between 0 and 100; hint: --levels 80,95"),
    fit("--levels 80,", says: "--levels '80,': '' is not between 0 and 100; hint: --levels 80,95"),
    fit(
      "--levels nan", says: "--levels 'nan': 'nan' is not between 0 and 100; hint: --levels 80,95"),
    fit("--clip foo", says: "--clip 'foo' is no rule; hint: --clip norm:1, value:0.5 or none"),
    fit(
      "--clip norm:-1", says: "--clip 'norm:-1' is no rule; hint: --clip norm:1, value:0.5 or none"),
    fit("--loss pinbal", says: "--loss 'pinbal' is unknown; hint: --loss pinball"),
    fit("--optimizer sgdd", says: "--optimizer 'sgdd' is unknown; hint: --optimizer sgd"),
    fit("--cell gruu", says: "--cell 'gruu' is unknown; hint: --cell gru"),
    fit(
      "--cell transformer",
      says: "--cell 'transformer' is unknown; hint: one of lstm, gru, rnn, rnn-relu"),
    fit(
      "--cell", says: "missing value for '--cell <name>'; hint: forecast help fit"),
    fit(
      "--dropout 1",
      says: "--dropout '1' is no rate from 0 to below 1; hint: --dropout 0.2 or 0.2:sequence"),
    fit(
      "--dropout 0.2:step",
      says: "--dropout '0.2:step' is no rate from 0 to below 1; hint: --dropout 0.2 or 0.2:sequence"
    ),
    fit(
      "--dropout nan",
      says: "--dropout 'nan' is no rate from 0 to below 1; hint: --dropout 0.2 or 0.2:sequence"),
    fit(
      "--schedule one-cycel", says: "--schedule 'one-cycel' is unknown; hint: --schedule one-cycle"),
    fit("--warm-up=-1", says: "--warm-up -1 is not between 0 and 1000000000"),
    fit(
      "--warm-up 0.1",
      says: "the value '0.1' is invalid for '--warm-up <updates>'; hint: forecast help fit"),
    fit("--accumulate 0", says: "--accumulate 0 is not between 1 and 1000000"),
    fit("--truncate 0", says: "--truncate 0 is not between 1 and 1000000"),
    fit(
      "--truncate 5 --bidirectional",
      says: "--truncate goes not with --bidirectional: a window that is read both ways is needed "
        + "whole; hint: leave one of them out"),
    fit(
      "--budget soon", says: "--budget 'soon' is no time; hint: --budget 60s, 10m or 1h"),
    fit(
      "--budget 0s", says: "--budget '0s' is no time; hint: --budget 60s, 10m or 1h"),
    fit(
      "--budget 1.5h", says: "--budget '1.5h' is no time; hint: --budget 60s, 10m or 1h"),
    fit(
      "--budget 1w", says: "--budget '1w' is no time; hint: --budget 60s, 10m or 1h"),
    fit(
      "--max-memory x", says: "--max-memory 'x' is no size; hint: --max-memory 500M or 2G"),
    fit(
      "--max-memory 0", says: "--max-memory '0' is no size; hint: --max-memory 500M or 2G"),
    fit(
      "--max-memory 1.5G", says: "--max-memory '1.5G' is no size; hint: --max-memory 500M or 2G"),
    fit("--method lstn", says: "--method 'lstn' is unknown; hint: --method lstm"),
    fit(
      "--learning-rate 0",
      says: "--learning-rate 0.0 is not between 0 and 10; hint: --learning-rate 0.003"),
    fit("--hidden 0", says: "--hidden 0 is not between 1 and 4096"),
    fit("--layers 17", says: "--layers 17 is not between 1 and 16"),
    fit("--members 0", says: "--members 0 is not between 1 and 1000"),
    fit("--epochs 0", says: "--epochs 0 is not between 1 and 1000000"),
    fit("--batch 0", says: "--batch 0 is not between 1 and 100000"),
    fit("--threads 0", says: "--threads 0 is not between 1 and 1024"),
    fit("--seed x", says: "the value 'x' is invalid for '--seed <seed>'; hint: forecast help fit"),
    fit("--holdout=-1", says: "--holdout -1 is negative; hint: --holdout 12"),
  ]

  /// How data is read, and what is asked of a model.
  static let reading: [Refusal] = [
    fit(
      "--delimiter ab", says: "--delimiter 'ab' is not a single character; hint: --delimiter ';'"),
    fit(
      "--thousands ab",
      says: "--thousands 'ab' is not a single character; hint: --thousands ' '"),
    fit("--decimal x", says: "--decimal 'x' is neither '.' nor ','; hint: --decimal ,"),
    fit(
      "--step foo",
      says: "--step 'foo' is no step; hint: --step hour, 15min, day, week, month, quarter, year"),
    fit(
      "--missing foo",
      says:
        "--missing 'foo' is unknown; hint: one of mask, interpolate, ffill, seasonal, zero, error"),
    fit(
      "--duplicates foo",
      says: "--duplicates 'foo' is unknown; hint: one of error, first, last, mean"),
    fit(
      "--date-format foo",
      says:
        "'foo' is no date format; hint: yyyy year, MM month, dd day, HH hour, mm minute, ss second: "
        + "--date-format 'dd.MM.yyyy HH:mm'"),
    Refusal(
      "check sales.csv --date-format foo", code: 64,
      says:
        "'foo' is no date format; hint: yyyy year, MM month, dd day, HH hour, mm minute, ss second: "
        + "--date-format 'dd.MM.yyyy HH:mm'"),
    fit(
      "--wide --id month",
      says: "--wide takes each numeric column as a series, so it goes without --target and --id"),
    Refusal(
      "predict --horizon 0", code: 64, says: "--horizon 0 is not positive; hint: --horizon 12"),
    Refusal(
      "predict --levels x", code: 64,
      says: "--levels 'x': 'x' is not between 0 and 100; hint: --levels 80,95"),
    Refusal(
      "evaluate - sales.csv", code: 64,
      says: "the forecasts are read once a column, so they cannot come from a stream; "
        + "hint: write them to a file first"),
    Refusal(
      "evaluate sales.csv sales.csv --metric-season 0", code: 64,
      says: "--metric-season 0 is not positive; hint: --metric-season 12"),
    Refusal(
      "fit sales.csv --holdout 45",
      says: "--holdout 45 leaves 3 of 48 rows, and a fit needs 8; hint: --holdout 40 at most"),
  ]
}
