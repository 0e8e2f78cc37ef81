"""One table, polluted in 2,290 ways: the files, what each should read as, and how it is written."""

import csv
import json
import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

NAMES = ["DATE", "TIME", "Qty", "PRODUCTID", "Price", "ProductType", "ProductDescription", "URL",
         "Comments"]
# The columns of a row that the numeric task reads.
DATE, TIME, QUANTITY, PRICE = 0, 1, 2, 4


@dataclass(frozen=True)
class Polluted:
    """One file; `damaged` is the one line that differs from the source, counted from 1."""

    folder: Path
    name: str
    # Where the file lies: `csv`, or a folder of copies with another line end.
    inputs: str = "csv"

    @property
    def path(self):
        return self.folder / self.inputs / self.name

    @property
    def damaged(self):
        found = re.match(r"row_\D+?_(?:row)?(\d+)|row_extra_quote(\d+)", self.name)
        return int(found[1] or found[2]) + 1 if found else None

    @property
    def kind(self):
        """The pollution's name without the row and column that it struck."""
        return re.sub(r"_?(row)?\d.*", "", self.name) if self.damaged else self.name[:-len(".csv")]

    @property
    def parameters(self):
        with open(self.folder / "parameters" / f"{self.name}_parameters.json", encoding="utf-8") as f:
            return json.load(f)

    @property
    def names(self):
        """The names of the columns; with several lines of names each has its parts, blanks between."""
        return self.parameters["column_names"] or NAMES

    def dialect(self, with_names=False):
        """The file's parameters, said as options; `with_names` names the columns, too."""
        given, words = self.parameters, ["--strip", "$"]
        if given["delimiter"]:
            words += ["--delimiter", {"\t": "tab"}.get(given["delimiter"], given["delimiter"])]
        if given["quotechar"] not in ("", '"'):
            words += ["--quote", given["quotechar"]]
        if given["escapechar"] not in ("", given["quotechar"]):
            words += ["--escape", given["escapechar"]]
        passed = given["preamble_lines"] + max(given["header_lines"] - 1, 0)
        words += ["--skip", str(passed)] if passed else []
        words += ["--no-header"] if given["header_lines"] == 0 else []
        return words + (["--columns", ",".join(self.names)] if with_names else [])

    def task(self, with_names=False):
        """The options that read day and clock, quantity and price.

        The times lie on a grid of a quarter of an hour, most of whose places are empty; the text
        columns are left out, and each numeric one is a series.
        """
        names = NAMES if self.parameters["header_lines"] else ["column1", "column2"]
        time = ",".join((self.names if with_names else names)[:2])
        return [*self.dialect(with_names), "--wide", "--time", time, "--step", "15min"]

    def clean(self):
        """The rows that the file should give, without the line of names."""
        # A stray quote stands in the clean row, too, and without an escape sign the clean file is no
        # CSV either. The rows meant are the source's.
        stray = self.damaged or self.name == "file_escape_char_0x00.csv"
        name = "source.csv" if stray else self.name
        with open(self.folder / "clean" / name, newline="", encoding="utf-8") as file:
            rows = [row for row in csv.reader(file) if row]
        return rows[1:] if self.parameters["header_lines"] else rows

    def series(self, without=()):
        """What the numeric task should read: {(column, time): value}; `without` leaves out rows."""
        values = {}
        for index, row in enumerate(self.clean()):
            if index not in without:
                stamp = datetime.strptime(f"{row[DATE]} {row[TIME]}", "%d/%m/%Y %H:%M")
                values[QUANTITY, stamp] = float(row[QUANTITY])
                values[PRICE, stamp] = float(row[PRICE].lstrip("$"))
        return values


def read_series(path):
    """What the program wrote with --series, in the same form; empty values are left out."""
    columns = {"Qty": QUANTITY, "column3": QUANTITY, "Price": PRICE, "column5": PRICE}
    values = {}
    with open(path, newline="", encoding="utf-8") as file:
        for name, stamp, value in list(csv.reader(file))[1:]:
            if value:
                time = datetime.strptime(stamp, "%d/%m/%Y %H:%M")
                values[columns.get(name.split(" ")[0].strip('"'), name), time] = float(value)
    return values


LINE_ENDS = {"lf": b"\n", "crlf": b"\r\n", "cr": b"\r"}


def with_line_end(folder, name):
    """The folder of the files with a line end: the set has LF, whatever its parameters say."""
    if name == "lf":
        return "csv"
    copies = folder / f"csv-{name}"
    copies.mkdir(exist_ok=True)
    for path in (folder / "csv").iterdir():
        if not (copies / path.name).exists():
            (copies / path.name).write_bytes(path.read_bytes().replace(b"\n", LINE_ENDS[name]))
    return copies.name


def polluted_files(folder, every=1, line_end="lf"):
    """All files, or of the row-damaged ones each `every`-th only."""
    inputs = with_line_end(folder, line_end)
    files = [Polluted(folder, path.name, inputs) for path in sorted((folder / "csv").iterdir())]
    rows = [file for file in files if file.damaged]
    return [file for file in files if not file.damaged] + rows[::every]
