#!/usr/bin/env python3
"""Transcribes a classic monthly series from any two-column copy into this folder's form.

    python3 transcribe-classic.py COPY.csv COLUMN FIRST LAST > OUT.csv

COPY.csv has a header, months as YYYY-MM in its first column and values in its second. The output
has the columns `month,COLUMN`, one row for each month from FIRST to LAST, no quotes, and each value
in the shortest form that reads back the same. A gap, a repeat or a value that is no number stops it.
"""

import csv
import sys
from decimal import Decimal


def months(first, last):
    year, month = map(int, first.split("-"))
    while f"{year:04}-{month:02}" <= last:
        yield f"{year:04}-{month:02}"
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)


def main():
    copy, column, first, last = sys.argv[1:]
    with open(copy, encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.reader(file) if row][1:]
    expected = list(months(first, last))
    found = [row[0] for row in rows]
    if found != expected:
        wrong = next((f, e) for f, e in zip(found + [""], expected + [""]) if f != e)
        sys.exit(f"{copy}: found month {wrong[0]!r} where {wrong[1]!r} was due")
    out = [f"month,{column}"]
    for month, value in rows:
        number = Decimal(value).normalize()
        out.append(f"{month},{number:f}")
    sys.stdout.write("\n".join(out) + "\n")


if __name__ == "__main__":
    main()
