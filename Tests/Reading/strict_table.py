"""Polluted files as they are read by default: right, refused at the right line, or wrong."""

import re
import tempfile
from collections import Counter
from pathlib import Path

from polluted import polluted_files, read_series
from program import faults
from tables import table

OUTCOMES = ["exact", "refused right", "refused wrong place", "refused", "wrong"]


def line_of(message):
    """The line that a message on stderr names: forecast: FILE:LINE…"""
    found = re.match(r"forecast: [^:]*:(\d+):", message)
    return int(found[1]) if found else None


def judge(file, run, message, series):
    """What came of one file; `message` is what `fit` says on it, where it refuses."""
    if run.status == 0:
        return "exact" if read_series(series) == file.series() else "wrong"
    if run.status != 65:
        return "wrong"
    if not file.damaged:
        return "refused"
    lines = {fault.get("line") for fault in faults(run)}
    right = lines == {file.damaged} and line_of(message) == file.damaged
    return "refused right" if right else "refused wrong place"


def strict(campaign):
    program = campaign.program
    folder = campaign.unpacked("pollock") / "pollock"

    with tempfile.TemporaryDirectory(prefix="forecast-reading-") as place:
        def read(file):
            series = Path(place) / f"{file.name}.series"
            run = program.run(["check", str(file.path), *file.task(), "--json",
                               "--series", str(series)])
            message = ""
            if run.status != 0:
                message = program.run(["fit", str(file.path), *file.task(), "--dry-run",
                                       "--model", str(series) + ".model"], folder=place).stderr
            return file, run, message, judge(file, run, message, series)

        results = program.each(read, polluted_files(folder, campaign.every, campaign.line_end))
        # What is read is timed without the writing of the series, which is no part of it.
        plain = {file.name: program.run(["check", str(file.path), *file.task()])
                 for file, run, *_ in results if run.status == 0}

        def guess(file):
            series = Path(place) / f"{file.name}.guessed"
            run = program.run(["check", str(file.path), "--wide", "--step", "15min", "--json",
                               "--series", str(series)])
            return judge(file, run, "", series)

        guessed = Counter(program.each(guess, [file for file, *_ in results if not file.damaged]))
    counts, seconds = {}, {}
    for file, run, _, outcome in results:
        counts.setdefault(file.kind, Counter())[outcome] += 1
        seconds[file.kind] = max(seconds.get(file.kind, 0),
                                 plain.get(file.name, run).work)
    rows = [[kind, str(count.total())] + [str(count[one] or "–") for one in OUTCOMES]
            + [f"{1000 * seconds[kind]:.0f} ms"] for kind, count in sorted(counts.items())]
    total = sum(counts.values(), Counter())
    rows.append(["**all**", str(total.total())] + [str(total[one] or "–") for one in OUTCOMES]
                + [f"{1000 * max(seconds.values()):.0f} ms"])
    damaged = sum(1 for file, *_ in results if file.damaged)
    marks = campaign.verdicts
    wrong = marks.mark("polluted, strict: nothing wrong", total["wrong"] == 0)
    right = marks.mark("polluted, strict: the right line",
                       total["refused right"] + sum(
                           1 for file, _, _, outcome in results
                           if file.damaged and outcome == "exact") == damaged)
    lines = ["## Polluted files, as they are read by default", ""]
    lines += table(["pollution", "files", *OUTCOMES, "most processor time"], rows)
    lines += ["", f"Wrong: {total['wrong']} of {total.total()} ({wrong}); the right line in "
              f"{total['refused right']} of {damaged} damaged in one ({right})."]
    silent = marks.mark("whole-file kinds, nothing given: nothing wrong", guessed["wrong"] == 0)
    lines += ["", f"With none of their parameters given, of the {guessed.total()} spoiled as a whole "
              f"{guessed['exact']} are read right, {guessed['refused']} refused, {guessed['wrong']} "
              f"wrong ({silent})."]
    return lines + campaign.details(
        (file.name, outcome, (message or run.stdout).strip().splitlines()[:1])
        for file, run, message, outcome in results
        if outcome in ("wrong", "refused wrong place", "refused"))
