#!/usr/bin/env python3
"""Measures how the built program reads CSV files as people have them: right, refused, or wrong.

`make reading` runs all tables; README.md beside it says what they show.
"""

import argparse
import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = ROOT / ".build-release" / "release" / "forecast"
UNPACKED = ROOT / ".build-reading"
# The marks for what is held and missed, and Markdown tables, are those of the accuracy campaign.
sys.path.append(str(ROOT / "Tests" / "Accuracy"))
sys.path.insert(0, str(Path(__file__).resolve().parent))

from campaign import Campaign, tell  # noqa: E402
from conformance_table import conformance  # noqa: E402
from messy_table import messy  # noqa: E402
from polluted import LINE_ENDS  # noqa: E402
from program import Program  # noqa: E402
from skipping_table import skipping  # noqa: E402
from strict_table import strict  # noqa: E402
from tables import Verdicts  # noqa: E402

TABLES = {"strict": strict, "skipping": skipping, "conformance": conformance, "messy": messy}


def names(text):
    asked = [word for word in text.split(",") if word]
    wrong = [word for word in asked if word not in TABLES]
    if wrong:
        raise argparse.ArgumentTypeError(f"'{wrong[0]}' is none of {', '.join(TABLES)}")
    return asked


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--program", default=PROGRAM, type=Path, help="forecast, as built")
    parser.add_argument("--tables", type=names, default=list(TABLES), metavar="NAME,…",
                        help=f"of {', '.join(TABLES)} (default: all)")
    parser.add_argument("--every", type=int, default=1, metavar="N",
                        help="of the polluted files with one damaged row, each N-th only")
    parser.add_argument("--line-end", choices=list(LINE_ENDS), default="lf",
                        help="of the polluted files (default: lf, as they are)")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="runs at once")
    parser.add_argument("--unpacked", type=Path, default=UNPACKED, metavar="FOLDER",
                        help="where the archives are unpacked to (default: .build-reading)")
    parser.add_argument("--output", type=Path, metavar="FILE.md", help="also write the tables there")
    return parser.parse_args()


def main():
    options = arguments()
    shared = os.environ.get("FORECAST_SHARED")
    if not shared:
        tell("skipped: FORECAST_SHARED names no folder, and the files lie there")
        return 0
    if not options.program.exists():
        tell(f"there is no {options.program}: make program builds it")
        return 1
    options.unpacked.mkdir(parents=True, exist_ok=True)
    program = Program(options.program.resolve(), options.jobs)
    campaign = Campaign(program, Path(shared).resolve(), options.unpacked.resolve(), Verdicts(),
                        options.every, options.line_end)
    body = [f"# How {program.version} reads CSV files"]
    for name in TABLES:
        if name in options.tables:
            body += ["", *TABLES[name](campaign)]
    text = "\n".join(body + ["", "## In short", "", *campaign.verdicts.lines()]) + "\n"
    print(text, end="")
    if options.output:
        options.output.parent.mkdir(parents=True, exist_ok=True)
        options.output.write_text(text, encoding="utf-8")
    return campaign.verdicts.status


if __name__ == "__main__":
    sys.exit(main())
