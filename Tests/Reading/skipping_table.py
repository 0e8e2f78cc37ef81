"""Polluted files with their bad lines skipped and their columns named; scored as text, too."""

import csv
import io
import re
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

from polluted import polluted_files, read_series
from tables import table

OUTCOMES = ["exact", "all but the damaged line", "in part, each line told", "refused", "wrong"]


def judge(file, run, series, rejected):
    if run.status not in (0, 65):
        return "wrong"
    if not series.exists():
        return "refused"
    read = read_series(series)
    if read == file.series() and not rejected:
        return "exact"
    if file.damaged:
        # The line of names is no row: where it is the damaged one, all rows are there.
        without = {file.damaged - 2} if file.damaged > 1 else set()
        return OUTCOMES[1] if read == file.series(without) and rejected <= {file.damaged} else "wrong"
    # Everything that is not as it should be was told, line by line.
    rows = set(file.series().items())
    return OUTCOMES[2] if rejected and set(read.items()) <= rows else "wrong"


def kept_lines(file, rejected):
    """The lines that the program took for rows, as text: all but those that it left out and told."""
    given = file.parameters
    text = file.path.read_bytes().decode("utf-8")
    lines = re.split(r"\r\n|\r|\n", text)
    first = given["preamble_lines"] + given["header_lines"]
    return [line for number, line in enumerate(lines, 1)
            if number > first and line and number not in rejected]


def cells(file, lines):
    """The cells of lines, split as the file's parameters say; what cannot be split is no row."""
    given = file.parameters
    escape = given["escapechar"] if given["escapechar"] not in ("", given["quotechar"]) else None
    reader = csv.reader(io.StringIO("\n".join(lines) + "\n"), delimiter=given["delimiter"][:1] or ",",
                        skipinitialspace=given["delimiter"] == ", ",
                        quotechar=given["quotechar"] or '"', escapechar=escape,
                        doublequote=escape is None)
    return list(reader)


def convert(file, rejected, target):
    """What was read, as plain CSV for the scoring program."""
    header = [] if file.parameters["header_lines"] == 0 else [file.names]
    with open(target, "w", newline="", encoding="utf-8") as output:
        csv.writer(output).writerows(header + cells(file, kept_lines(file, rejected)))


def rejected_lines(path):
    if not path.exists():
        return set()
    with open(path, newline="", encoding="utf-8") as file:
        return {int(row["line"]) for row in csv.DictReader(file)}


def skipping(campaign):
    program = campaign.program
    folder = campaign.unpacked("pollock") / "pollock"
    with tempfile.TemporaryDirectory(prefix="forecast-reading-") as place:
        def read(file):
            series, rejects = (Path(place) / f"{file.name}.{what}" for what in ("series", "rejects"))
            run = program.run(["check", str(file.path), *file.task(with_names=True), "--bad-rows",
                               "skip", "--series", str(series), "--rejects", str(rejects)])
            rejected = rejected_lines(rejects)
            if series.exists():
                convert(file, rejected, Path(place) / f"{file.name}_converted.csv")
            return file, run, judge(file, run, series, rejected)

        results = program.each(read, polluted_files(folder, campaign.every, campaign.line_end))
        said = subprocess.run([sys.executable, "-B", str(folder / "score.py"), place],
                              capture_output=True, text=True, check=True).stdout
    counts = {}
    for file, _, outcome in results:
        counts.setdefault(file.kind, Counter())[outcome] += 1
    total = sum(counts.values(), Counter())
    rows = [[kind, str(count.total())] + [str(count[one] or "–") for one in OUTCOMES]
            for kind, count in sorted(counts.items())]
    rows.append(["**all**", str(total.total())] + [str(total[one] or "–") for one in OUTCOMES])
    marks = campaign.verdicts
    wrong = marks.mark("polluted, skipping: nothing wrong", total["wrong"] == 0)
    lines = ["## Polluted files, bad lines skipped and columns named", ""]
    lines += table(["pollution", "files", *OUTCOMES], rows)
    lines += ["", f"Wrong: {total['wrong']} of {total.total()} ({wrong})."]
    if campaign.every == 1:
        simple, weighted = map(float, re.search(r"simple ([\d.]+)  weighted ([\d.]+)", said).groups())
        lines += ["", f"As text, by the published ten measures: simple {simple:.3f} "
                  f"({marks.mark('polluted, skipping: simple score', simple >= 9.95)}, floor 9.95), "
                  f"weighted {weighted:.3f} "
                  f"({marks.mark('polluted, skipping: weighted score', weighted >= 9.69)}, floor 9.69).",
                  "", "```", *said.strip().splitlines(), "```"]
    return lines + campaign.details(
        (file.name, outcome, (run.stderr or run.stdout).strip().splitlines()[:1])
        for file, run, outcome in results if outcome in OUTCOMES[2:])
