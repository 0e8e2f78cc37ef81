#!/usr/bin/env python3
"""Feeds the program what is too large: refused or read, in bounded memory.

`make sizes` runs it. Nothing of the streams is ever on disk, but for the one file whose memory is compared
with its numbers.
"""

import argparse
import itertools
import json
import re
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from building import ROOT, tell  # noqa: E402
from campaigns import note  # noqa: E402

MEBIBYTE = 1 << 20
LONGEST = 600
# A stream that is read twice is kept: as much of it as may be.
KEPT_STREAM = 320 * MEBIBYTE
LAUNCHER = ROOT / "Tests/Accuracy/launcher.py"


@dataclass(frozen=True)
class Stream:
    """What is fed, and what has to come of it."""

    name: str
    blocks: object
    says: str
    code: int = 65
    memory: int = KEPT_STREAM
    options: tuple = ()


def repeated(head, block, count, tail=b""):
    """A head, a block many times, a tail."""
    return lambda: itertools.chain([head], itertools.repeat(block, count), [tail])


def columns(count):
    names = b"date," + b",".join(b"c%d" % column for column in range(count)) + b"\n"
    row = b"%s" + b",1" * count + b"\n"
    return lambda: [names] + [row % day for day in (b"2024-01-01", b"2024-01-02", b"2024-01-03")]


def identifiers(count, rows):
    """Series of a few rows each, which follow each other."""
    def blocks():
        yield b"id,date,y\n"
        for first in range(0, count, 1000):
            yield "".join(f"s{name},2024-01-{row + 1:02d},{name % 97 + row}\n"
                          for name in range(first, first + 1000) for row in range(rows)).encode()
    return blocks


def streams(scale):
    """All of them, smaller by a factor for a quick look."""
    def size(count):
        return max(1, count // scale)
    date = b"date,y\n2024-01-01,1\n2024-01-02,"
    return [
        Stream("1 million columns", columns(size(1_000_000)), r"more than 10000 fields"),
        Stream("100 MB field", repeated(date, b"9" * MEBIBYTE, size(100), b"\n"), r"longer than"),
        Stream("100 MB quoted field", repeated(date + b'"', b"9" * MEBIBYTE, size(100), b'"\n'), r"longer"),
        Stream("100 MB field of lines", repeated(date + b'"', b"9\n" * (MEBIBYTE // 2), size(100), b'"\n'),
               r"longer than|lines|1 field", options=("--multiline",)),
        Stream("1 GB line", repeated(b"", b"x" * MEBIBYTE, size(1024)), r"longer than 16 MiB"),
        Stream("1 GB line of fields", repeated(b"date,y\n", b"1," * (MEBIBYTE // 2), size(1024)),
               r"longer than 16 MiB"),
        Stream("1 GB of blank lines", repeated(b"", b"\n" * MEBIBYTE, size(1024)), r"no rows"),
        Stream("1 GB of NUL", repeated(b"", bytes(MEBIBYTE), size(1024)), r"longer than 16 MiB"),
        Stream("1 GB of quotes", repeated(b"", b'"' * MEBIBYTE, size(1024)), r"longer than 16 MiB|quote"),
        Stream("100 million wrong lines", repeated(b"date,y\n2024-01-01,1\n", b"x\n" * (MEBIBYTE // 2),
                                                   size(200)), r"the first line has 2 fields"),
        Stream("1 million ids, too short", identifiers(size(1_000_000), 3), r"too short",
               memory=1024 * MEBIBYTE),
    ]


def feed(pipe, blocks):
    """Writes until the program has seen enough."""
    try:
        for block in blocks:
            pipe.write(block)
    except BrokenPipeError:
        pass
    finally:
        try:
            pipe.close()
        except BrokenPipeError:
            pass


def run(program, folder, words, blocks=None):
    """The exit code, what was said, the most memory in bytes, and the seconds."""
    report = Path(folder) / "report"
    with open(Path(folder) / "errors", "w+b") as errors:
        process = subprocess.Popen([sys.executable, str(LAUNCHER), str(report), str(LONGEST), str(program),
                                    *words], cwd=folder, stdin=subprocess.PIPE,
                                   stdout=subprocess.DEVNULL, stderr=errors)
        feed(process.stdin, blocks() if blocks else [])
        process.wait()
        errors.seek(0)
        said = errors.read().decode(errors="replace")
    used = json.loads(report.read_text(encoding="utf-8"))
    return used["status"], said, int(used["megabytes"] * MEBIBYTE), used["wall"]


def refused(program, scale):
    """What is too large is refused; returns how many were not."""
    findings = 0
    for stream in streams(scale):
        with tempfile.TemporaryDirectory() as folder:
            words = ["fit", "-", "--method", "seasonal-naive", *stream.options]
            code, said, memory, seconds = run(program, folder, words, stream.blocks)
        right = (code == stream.code and re.search(stream.says, said) and memory <= stream.memory
                 and said.count("\n") == 1)
        findings += not right
        tell(f"{'' if right else 'FINDING '}{stream.name}: {code}, {memory // MEBIBYTE} MiB, {seconds:.1f} s, "
             f"{said.strip()[:110]!r}")
    return findings


def read_large(program, size):
    """A long file is read in twice the memory of its numbers; returns the findings."""
    with tempfile.TemporaryDirectory() as folder:
        path, rows = Path(folder) / "large.csv", 0
        with open(path, "wb") as file:
            file.write(b"series,step,y\n")
            while file.tell() < size:
                first = rows
                file.write("".join(f"s{row // 10_000},{row % 10_000},{row * 37 % 9973 + row % 7}.25\n"
                                   for row in range(first, first + 100_000)).encode())
                rows += 100_000
        code, said, memory, seconds = run(program, folder, ["check", "large.csv"])
        bytes_read = path.stat().st_size
    # A value and a time, eight bytes each.
    numbers = rows * 16
    right = code == 0 and memory <= 2 * numbers + 64 * MEBIBYTE
    tell(f"{'' if right else 'FINDING '}{bytes_read / 1e9:.2f} GB, {rows} rows: {code}, "
         f"{memory // MEBIBYTE} MiB, {memory / numbers:.2f} of the numbers' 16 bytes a row, {seconds:.1f} s "
         f"{said.strip()[:200]!r}")
    return int(not right)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--program", type=Path, default=ROOT / ".build-release/release/forecast")
    parser.add_argument("--scale", type=int, default=1, help="every stream smaller by this factor")
    parser.add_argument("--bytes", type=int, default=1_000_000_000, help="size of the file that is read")
    options = parser.parse_args()
    began = time.monotonic()
    findings = refused(options.program, options.scale) + read_large(options.program, options.bytes)
    note("sizes", "none", 0, len(streams(options.scale)) + 1, time.monotonic() - began, findings)
    return int(findings > 0)


if __name__ == "__main__":
    sys.exit(main())
