#!/usr/bin/env python3
"""Measures the built program's forecasts on public series, from the command line alone.

`make accuracy` scores on the real test parts and counts it; without options, the last rows of the
training files take their place. README.md beside it says how to read the tables.
"""

import argparse
import os
import sys
import tempfile
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = ROOT / ".build-release" / "release" / "forecast"
CACHE = ROOT / ".build-accuracy"

try:
    from campaign import Campaign, tell
    from classics_table import classics
    from coverage_table import coverage
    from datasets import NAMES, SETS
    from gate_table import gate
    from horizon_table import horizon
    from main_table import main as main_table
    from program import Program
    from sanity import check
    from seeds_table import seeds
    from singles_table import singles
except ImportError as missing:
    print(f"accuracy: skipped: {missing} (pip install numpy pandas)", file=sys.stderr)
    sys.exit(0)

TABLES = {"main": main_table, "coverage": coverage, "gate": gate, "horizon": horizon,
          "singles": singles, "classics": classics, "seeds": seeds}


def names(known):
    def parse(text):
        asked = [word for word in text.split(",") if word]
        wrong = [word for word in asked if word not in known]
        if wrong:
            raise argparse.ArgumentTypeError(f"'{wrong[0]}' is none of {', '.join(known)}")
        return asked
    return parse


def subset(text):
    """m3-monthly=40,m3-yearly=30"""
    try:
        return {name: int(count) for name, count in (word.split("=") for word in text.split(","))}
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{text}' is not like m3-monthly=40,m3-yearly=30") from None


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--protocol", choices=["validation", "test"], default="validation",
                        help="what is the test part: the last rows of the training files, or the "
                        "test files (default: validation)")
    parser.add_argument("--sets", type=names(NAMES), default=NAMES, metavar="NAME,…",
                        help=f"of {', '.join(NAMES)} (default: all)")
    parser.add_argument("--tables", type=names(list(TABLES)), default=list(TABLES), metavar="NAME,…",
                        help=f"of {', '.join(TABLES)} (default: all)")
    parser.add_argument("--program", default=str(PROGRAM), help="forecast, as built")
    parser.add_argument("--fit-options", default="", metavar="'…'", help="more options for every fit")
    parser.add_argument("--limit", type=float, default=3600, metavar="SECONDS",
                        help="that fit and predict of a set may take before they are stopped "
                        "(default: 3600)")
    parser.add_argument("--only", type=subset, default={}, metavar="NAME=N,…",
                        help="so many series of a set, drawn by seed")
    parser.add_argument("--seed", type=int, default=0, help="of what is drawn (default: 0)")
    parser.add_argument("--singles", type=int, default=200, help="series run alone (default: 200)")
    parser.add_argument("--single-limit", type=float, default=20, metavar="SECONDS",
                        help="that a series alone may take (default: 20)")
    parser.add_argument("--seed-sets", type=names(NAMES), default=["m3-yearly", "m1-monthly"],
                        metavar="NAME,…", help="with five seeds (default: m3-yearly,m1-monthly)")
    parser.add_argument("--jobs", type=int, default=1, help="single-series runs at once (default: 1)")
    parser.add_argument("--cache", default=str(CACHE), type=Path, metavar="FOLDER",
                        help="keeps the forecasts of statsforecast (default: .build-accuracy)")
    parser.add_argument("--count", type=Path, metavar="FILE",
                        help="protocol test: append a line, so that scorings can be counted")
    parser.add_argument("--without-statsforecast", action="store_true", help="measure ours alone")
    parser.add_argument("--sanity", action="store_true",
                        help="no floors: only that everything works, and nothing is absurd")
    parser.add_argument("--keep", type=Path, metavar="FOLDER",
                        help="keep the program's forecasts there, and use them again for the same "
                        "program, options and data")
    parser.add_argument("--output", metavar="FILE.md", help="also write the tables there")
    options = parser.parse_args()
    options.shared = os.environ.get("FORECAST_SHARED")
    return options


def heading(options, program, campaign):
    part = ("the last rows of the training files (validation)" if options.protocol == "validation"
            else "the test files")
    lines = [f"# Accuracy of {program.version}", "",
             f"Test part: {part}. Options of each fit beside --horizon and --step: "
             f"{options.fit_options or 'none'}."]
    if options.only:
        lines += ["", "A subset: " + ", ".join(f"{n} series of {s}" for s, n in options.only.items())
                  + "; its figures stand beside no published ones."]
    if options.protocol == "validation" and not options.sanity:
        lines += ["", "The floors are those of the real test parts; on this stretch they are a guide, and "
                  "the rows of statsforecast the measure."]
    return lines + [line for note in campaign.notes for line in ("", note)]


def count(options, program):
    """One line for each time that the test files were looked at."""
    if options.protocol == "test" and options.count:
        options.count.parent.mkdir(parents=True, exist_ok=True)
        with open(options.count, "a", encoding="utf-8") as file:
            print(date.today().isoformat(), program.version, ",".join(options.sets), sep="\t", file=file)
        with open(options.count, encoding="utf-8") as file:
            tell(f"scoring number {sum(1 for _ in file)} on the test files")


def main():
    options = arguments()
    if not options.shared:
        tell("skipped: FORECAST_SHARED names no folder, and the data lie there")
        return 0
    if not Path(options.program).exists():
        tell(f"there is no {options.program}: make program builds it")
        return 1
    program = Program(options.program, options.fit_options, options.limit)
    sets = [one for one in SETS if one.name in options.sets]
    count(options, program)
    with tempfile.TemporaryDirectory(prefix="forecast-accuracy-") as folder:
        campaign = Campaign(options, program, Path(folder), sets)
        body = []
        for name in TABLES:
            if name in options.tables:
                body += ["", *TABLES[name](campaign)]
        if options.sanity:
            check(campaign)
        text = "\n".join(heading(options, program, campaign) + body
                         + ["", "## In short", "", *campaign.verdicts.lines()]) + "\n"
    print(text, end="")
    if options.output:
        Path(options.output).parent.mkdir(parents=True, exist_ok=True)
        Path(options.output).write_text(text, encoding="utf-8")
    return campaign.verdicts.status


if __name__ == "__main__":
    sys.exit(main())
