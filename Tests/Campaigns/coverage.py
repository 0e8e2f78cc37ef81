#!/usr/bin/env python3
"""Says which share of the lines of each module the tests reach, and whether that is what was promised.

`make coverage` runs it on what llvm-cov exports.
"""

import json
import sys
from collections import defaultdict
from pathlib import Path

from building import ROOT

# Shares of lines: of what reads strangers' files, and of all.
GOALS = {"Ingestion": 95, "Forecasting/Archive": 95, "Storage": 95, "all": 90}


def modules(path):
    """The modules that a source file counts for; a folder with a goal of its own counts twice."""
    parts = path.relative_to(ROOT / "Sources").parts
    return [name for name in (parts[0], "/".join(parts[:2])) if name == parts[0] or name in GOALS]


def shares(summary):
    """Lines, and lines that were reached, by module."""
    lines, reached, files = defaultdict(int), defaultdict(int), []
    for file in summary["data"][0]["files"]:
        path = Path(file["filename"])
        if ROOT / "Sources" not in path.parents:
            continue
        count = file["summary"]["lines"]
        for name in modules(path) + ["all"]:
            lines[name] += count["count"]
            reached[name] += count["covered"]
        files.append((count["count"] - count["covered"], count["percent"], path))
    return {name: 100 * reached[name] / lines[name] for name in lines}, lines, files


def main():
    found, lines, files = shares(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")))
    for name in sorted(found):
        goal = f"  goal {GOALS[name]}" if name in GOALS else ""
        print(f"{name:24}{lines[name]:8} lines{found[name]:8.2f} %{goal}")
    print("most lines that no test reaches:")
    for missed, percent, path in sorted(files, reverse=True)[:15]:
        print(f"{missed:6}  {percent:6.2f} %  {path.relative_to(ROOT)}")
    missing = [name for name, goal in GOALS.items() if found.get(name, 0) < goal]
    if missing:
        sys.exit(f"coverage: below its goal: {', '.join(missing)}")


if __name__ == "__main__":
    main()
