#!/usr/bin/env python3
"""Plants faults in a copy of the tree, wakes one at a time, and demands that its campaigns find each.

Without one awake they must find nothing. A campaign that cannot fail proves nothing; the faults stand in
faults.py and not in the program, so that nothing of them can be shipped. `make campaigns-planted` runs it.
"""

import os
import subprocess
import sys
import time
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parent), str(Path(__file__).resolve().parents[1])]

from building import ROOT, tell  # noqa: E402
from faults import FAULTS, PLANTED  # noqa: E402
from planted import copy_tree  # noqa: E402

KEPT = ROOT / ".build-campaigns-planted"
ENTRY = Path(__file__).resolve().parent / "unattended.py"


def plant(tree):
    """Writes the tree with all faults asleep; what is the same stays, so that little is built anew."""
    texts = {}
    for edit in [edit for fault in FAULTS for edit in fault.edits]:
        text = texts.setdefault(edit.path, (ROOT / edit.path).read_text(encoding="utf-8"))
        if text.count(edit.right) != 1:
            sys.exit(f"campaign: {edit.path} has no {edit.right!r}, or several; mend the list in faults.py")
        texts[edit.path] = text.replace(edit.right, edit.wrong)
    texts["Sources/Storage/Planted.swift"] = PLANTED
    kept = {path: (tree / path).read_bytes() for path in texts if (tree / path).exists()}
    times = {path: (tree / path).stat().st_mtime_ns for path in kept}
    copy_tree(tree)
    for path, text in texts.items():
        (tree / path).write_text(text, encoding="utf-8")
        if kept.get(path) == text.encode():
            os.utime(tree / path, ns=(times[path], times[path]))


def build(tree):
    tell("building the program with planted faults")
    built = subprocess.run(["swift", "build", "-c", "release", "--static-swift-stdlib", "--package-path",
                            str(tree), "--scratch-path", str(KEPT / "build"), "--product", "forecast"],
                           stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if built.returncode != 0:
        sys.exit(f"{built.stdout[-3000:]}\ncampaign: the program with planted faults could not be built")
    return KEPT / "build" / "release" / "forecast"


def search(program, campaign, name):
    """Runs a campaign with a fault awake; returns whether it was found, and what was said."""
    command = [sys.executable, "-B", ENTRY, campaign, "--size", "quick", "--seed", "1", "--program", program]
    ran = subprocess.run(command, env={**os.environ, "PLANTED_FAULT": name}, stdout=subprocess.PIPE,
                         stderr=subprocess.STDOUT, text=True)
    said = [line for line in ran.stdout.splitlines() if "FINDING" in line]
    return ran.returncode == 1 and bool(said), said[0].strip() if said else ran.stdout.strip()[-300:]


def main():
    tree = KEPT / "tree"
    plant(tree)
    program = build(tree)
    chosen = [(fault.name, campaign) for fault in FAULTS for campaign in fault.campaigns
              if not sys.argv[1:] or campaign in sys.argv[1:]]
    missed = 0
    for campaign in sorted({campaign for _, campaign in chosen}):
        is_found, said = search(program, campaign, "none")
        if is_found or "0 findings" not in said:
            missed += 1
            tell(f"WRONG: {campaign} should find nothing with all faults asleep: {said}")
    for name, campaign in chosen:
        began = time.monotonic()
        is_found, said = search(program, campaign, name)
        missed += not is_found
        verdict = "found" if is_found else "MISSED"
        tell(f"{verdict} by {campaign} in {time.monotonic() - began:.0f} s: {name}: {said[:200]}")
    tell(f"{len(chosen)} faults to find, {missed} missed or found where there was none")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
