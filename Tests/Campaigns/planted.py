#!/usr/bin/env python3
"""Plants faults, one at a time, in a copy of the tree: each has to be found within a minute.

A campaign that cannot fail proves nothing. The faults stand here and not in the program, so that nothing
of them can be shipped. `make fuzz-planted` runs it.
"""

import argparse
import os
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from building import ROOT, build, fuzzer_library, tell  # noqa: E402
from seeds import model_seeds, reader_seeds  # noqa: E402

KEPT = ROOT / ".build-fuzz-planted"
LONGEST_SEARCH = 90


@dataclass(frozen=True)
class Fault:
    """A line of the sources, and what it is made to be."""

    name: str
    campaign: str
    path: str
    right: str
    wrong: str


FAULTS = [
    Fault("rows by the chunk count their lines from one less", "fuzz-reader",
          "Sources/Ingestion/RecordPump.swift", "firstLine: reader.line + 1", "firstLine: reader.line"),
    Fault("a short line is taken for a whole one", "fuzz-reader", "Sources/Ingestion/TableHead.swift",
          "(hasHeader || first.count < width ? [] : [first])", "(hasHeader ? [] : [first])"),
    Fault("the digest is not looked at", "fuzz-model", "Sources/Storage/SafetensorsReader.swift",
          "place: place) == Array(bytes[place]) else", "place: place).count == place.count else"),
    Fault("holes between tensors are let through", "fuzz-model",
          "Sources/Storage/SafetensorsReader.swift", "guard entry.begin == expected else",
          "guard entry.begin >= expected else"),
    Fault("a number is rounded twice", "differential-reader", "Sources/Ingestion/NumberParser.swift",
          "Double(digits) / NumberParser.powers[-power]",
          "Double(digits) * (1 / NumberParser.powers[-power])"),
    Fault("missing values count in a mean", "differential-reader",
          "Sources/Ingestion/SeriesRows.swift", "/ Double(present.count)", "/ Double(group.count)"),
    Fault("a time before the next step is taken for it", "differential-reader",
          "Sources/Ingestion/SteppedColumn.swift", "if last.number(at: count) == number { return }",
          "if last.number(at: count) >= number { return }"),
]


def copy_tree(tree):
    """Copies what git knows or would add; a file that is the same stays, so that little is built anew."""
    listed = subprocess.run(["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
                            cwd=ROOT, capture_output=True, check=True).stdout.decode().split("\0")
    for name in filter(None, listed):
        source, target = ROOT / name, tree / name
        if source.is_file() and not (target.exists() and target.read_bytes() == source.read_bytes()):
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, target)


def search(fault, program, sanitizer):
    """Runs the campaign on the faulty program; returns whether it stopped, and what it said."""
    environment = {**os.environ, "SWIFT_BACKTRACE": "enable=no"}
    command = [str(program), "5", "0", "1000000"]
    if fault.campaign != "differential-reader":
        reader = fault.campaign == "fuzz-reader"
        seeds = reader_seeds(KEPT) if reader else model_seeds(KEPT, program)
        command = [str(program), str(seeds), "-seed=1", f"-max_total_time={LONGEST_SEARCH}",
                   "-rss_limit_mb=512", f"-max_len={1024 if reader else 16384}",
                   f"-artifact_prefix={KEPT}/", "-timeout=5"]
        command += ["-keep_seed=1"] if sanitizer == "none" else []
    try:
        ran = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True,
                             stderr=subprocess.STDOUT, errors="replace", timeout=3 * LONGEST_SEARCH)
    except subprocess.TimeoutExpired:
        return False, ""
    said = [line for line in ran.stdout.splitlines() if "FINDING" in line or "deadly signal" in line]
    return ran.returncode != 0 and bool(said), said[0] if said else ran.stdout[-300:]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("campaigns", nargs="*", help="default: all")
    parser.add_argument("--sanitizer", default="fuzzer", choices=["fuzzer", "none"])
    options = parser.parse_args()
    tree, missed = KEPT / "tree", 0
    chosen = [fault for fault in FAULTS if not options.campaigns or fault.campaign in options.campaigns]
    if not fuzzer_library():
        tell("this Swift toolchain has no libFuzzer: only the differential campaign is tried")
        chosen = [fault for fault in chosen if fault.campaign == "differential-reader"]
    for fault in chosen:
        copy_tree(tree)
        path = tree / fault.path
        text = path.read_text(encoding="utf-8")
        if text.count(fault.right) != 1:
            sys.exit(f"campaign: '{fault.name}' cannot be planted: {fault.path} has no "
                     f"'{fault.right}', or several; mend the list in planted.py")
        path.write_text(text.replace(fault.right, fault.wrong), encoding="utf-8")
        sanitizer = None if fault.campaign == "differential-reader" else options.sanitizer
        program = build(fault.campaign, sanitizer, tree, KEPT / f"build-{sanitizer or 'plain'}")
        began = time.monotonic()
        found, said = search(fault, program, sanitizer)
        missed += not found
        tell(f"{'found' if found else 'MISSED'} in {time.monotonic() - began:.0f} s: {fault.name}: "
             f"{said[:160]}")
    copy_tree(tree)
    tell(f"{len(chosen) - missed} of {len(chosen)} planted faults found")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
