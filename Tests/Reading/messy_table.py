"""Real files as found: the command that reads each, and what it reads beside the manifest's figures."""

import csv
import math
import re
import shlex
import tempfile
from pathlib import Path

from program import faults
from tables import table

# What has to be said about a file, beside nothing: which column, or a mark that only its owner knows.
OPTIONS = {
    "air_quality_semicolon_comma.csv": "--target 'CO(GT)' --time none --na -200",
    "beijing_pm25.csv": "--target pm2.5",
    "co2_mauna_loa.csv": "--target average",
    "fred_dexuseu.csv": "--na .",
    "gistemp_monthly.csv": "--na '***'",
    "investing_gold.csv": "--target Price",
    "opsd_germany_daily.csv": "--target Consumption",
    "sunspots_yearly.csv": "--target column2",
}
# First and last stamp with a value, as the file writes them, where the manifest has them otherwise: in
# another style, of rows without a value, or of a clock without a day, where the rows are counted.
ENDS = {
    "air_quality_semicolon_comma.csv": ("1", "9357"),
    "beijing_pm25.csv": ("2010-01-02 00", "2014-12-31 23"),
    "gistemp_monthly.csv": ("1880-01", "2022-05"),
    "opsd_germany_daily.csv": ("1/1/2006", "12/31/2017"),
    "us_gasoline.csv": ("2/8/1991", "4/30/2021"),
}


def figures(path, index):
    """Values, sum, least, largest, first and last stamp of what --series wrote."""
    with open(path, newline="", encoding="utf-8") as file:
        rows = [row for row in list(csv.reader(file))[1:] if row[-1]]
    values = [float(row[-1]) for row in rows]
    stamps = [row[index] for row in rows]
    return len(values), math.fsum(values), min(values), max(values), stamps[0], stamps[-1]


def agrees(read, wanted, rows, name):
    count, total, least, most, first, last = read
    ends = ENDS.get(name, (wanted["first"], wanted["last"]))
    return (rows == int(wanted["data_rows"]) and count == int(wanted["non_missing"])
            and math.isclose(total, float(wanted["sum"]), rel_tol=1e-9)
            and (least, most) == (float(wanted["min"]), float(wanted["max"]))
            and (first, last) == ends)


def rows_read(run):
    found = re.search(r" series, (\d+) rows", run.stdout)
    return int(found[1]) if found else 0


def messy(campaign):
    program, folder = campaign.program, campaign.shared / "messy"
    with open(folder / "MANIFEST.csv", newline="", encoding="utf-8") as file:
        manifest = list(csv.DictReader(file))
    with tempfile.TemporaryDirectory(prefix="forecast-reading-") as place:
        def read(wanted):
            name, series = wanted["file"], Path(place) / wanted["file"]
            words = shlex.split(OPTIONS.get(name, ""))
            alone = program.run(["check", str(folder / name), "--json"]) if words else None
            run = program.run(["check", str(folder / name), *words, "--series", str(series)])
            with_id = "id '" in run.stdout
            seen = figures(series, 1 if with_id else 0) if run.status == 0 else None
            return wanted, alone, run, seen

        results = program.each(read, manifest)
    rows, right, silent = [], 0, 0
    for wanted, alone, run, seen in results:
        name = wanted["file"]
        is_right = seen is not None and agrees(seen, wanted, rows_read(run), name)
        right += is_right
        # Where an option is needed, the file alone has to be refused, with a hint.
        refused = alone is None or alone.status == 65 and any(
            fault.get("hint") for fault in faults(alone))
        silent += not refused or (run.status == 0 and not is_right)
        shown = ["–"] * 6 if seen is None else [
            str(seen[0]), f"{seen[1]:.12g}", f"{seen[2]:g}", f"{seen[3]:g}", seen[4], seen[5]]
        rows.append([f"`forecast check {' '.join([name, OPTIONS.get(name, '')]).strip()}`",
                     "–" if alone is None else "refused, with a hint" if refused else "**read**",
                     str(rows_read(run)), *shown, "yes" if is_right else "**no**"])
    marks = campaign.verdicts
    lines = ["## Messy files, as found", ""]
    lines += table(["command", "without options", "rows", "values", "sum", "least", "largest", "first",
                    "last", "as the manifest says"], rows)
    return lines + ["", f"Right: {right} of {len(results)} "
                    f"({marks.mark('messy files: all right', right == len(results))}); wrong without a "
                    f"word: {silent} ({marks.mark('messy files: none wrong silently', silent == 0)})."]
