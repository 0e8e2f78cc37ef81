"""Public CSV test sets: nothing may crash, hang or grow, and what is marked so must be refused."""

import csv
from collections import Counter

from program import faults
from tables import table

SECONDS, MEGABYTES = 5, 256
# Marked by the name of their folder only; DuckDB refuses them at a line length that its test sets.
FINE = {"duckdb/rejects/maximum_line/max_10.csv", "duckdb/rejects/maximum_line/over_vector.csv"}
DOCUMENTED = {0, 65, 71}


def names_a_row(run):
    """Whether a fault of a line or a cell was told, not only that the columns cannot be chosen."""
    return any(fault.get("kind") in ("structure", "value", "time") and fault.get("line")
               for fault in faults(run))


def options(entry):
    """The set of csv-test-data is to be read with the header foo,bar,baz."""
    is_bad = entry["set"] == "csv-test-data" and entry["expect"] == "reject"
    return ["--time", "none", "--target", "baz"] if is_bad else []


def conformance(campaign):
    program = campaign.program
    folder = campaign.unpacked("conformance") / "conformance"
    with open(folder / "manifest.csv", newline="", encoding="utf-8") as file:
        entries = list(csv.DictReader(file))

    def read(entry):
        return entry, program.run(["check", str(folder / entry["path"]), *options(entry), "--json"])

    results = program.each(read, entries)
    counts, worst = {}, {}
    for entry, run in results:
        count = counts.setdefault(entry["set"], Counter())
        count["files"] += 1
        count["read"] += run.status == 0
        count["refused"] += run.status == 65
        count["odd"] += run.status not in DOCUMENTED
        seconds, megabytes = worst.get(entry["set"], (0, 0))
        worst[entry["set"]] = max(seconds, run.seconds), max(megabytes, run.megabytes)
    rows = [[name, str(count["files"]), str(count["read"]), str(count["refused"]),
             str(count["odd"] or "–"), f"{worst[name][0]:.2f} s", f"{worst[name][1]:.0f} MiB"]
            for name, count in sorted(counts.items())]
    marked = [(entry, run) for entry, run in results if entry["expect"] == "reject"]
    ours = [(entry, run) for entry, run in marked if entry["set"] == "csv-test-data"]
    theirs = [(entry, run) for entry, run in marked if entry["set"] == "duckdb"]
    control = program.run(["check", str(folder / "csv-test-data/csv/header-simple.csv"),
                           "--time", "none", "--target", "baz"])
    refused = sum(run.status == 65 for _, run in ours)
    marks = campaign.verdicts
    calm = all(run.status in DOCUMENTED for _, run in results)
    quick = all(run.seconds <= SECONDS for _, run in results)
    small = all(run.megabytes <= MEGABYTES for _, run in results)
    bad = marks.mark("csv-test-data: 7 of 7 refused", refused == len(ours) == 7 and control.status == 0)
    taken = {entry["path"] for entry, run in theirs if run.status != 65}
    # The two that are fine count as explained.
    duck = marks.mark("DuckDB: what is marked is refused", taken <= FINE)
    lines = ["## Conformance sets", ""]
    lines += table(["set", "files", "read", "refused", "anything else", "slowest", "memory"], rows)
    lines += ["", f"All {len(results)}: no signal and no undocumented status "
              f"({marks.mark('conformance: no crash', calm)}), at most {SECONDS} s "
              f"({marks.mark('conformance: time', quick)}), at most {MEGABYTES} MiB "
              f"({marks.mark('conformance: memory', small)}).", "",
              f"csv-test-data: {refused} of {len(ours)} bad files refused, the good one beside them "
              f"read ({bad}).", "",
              f"DuckDB: {len(theirs) - len(taken)} of {len(theirs)} marked files refused, "
              f"{sum(names_a_row(run) for _, run in theirs)} of them with the line of a fault ({duck})."]
    lines += ["", *(f"- {path}: read; only its lines are longer than DuckDB's test allows"
                    for path in sorted(taken & FINE))]
    return lines + campaign.details(
        (entry["path"], f"status {run.status}, {run.seconds:.1f} s, {run.megabytes:.0f} MiB",
         run.stderr.strip().splitlines()[:1]) for entry, run in results
        if run.status not in DOCUMENTED or run.seconds > SECONDS or run.megabytes > MEGABYTES)
