"""What all tables share: the program, the unpacked files, and what is held or missed."""

import sys
import tarfile


def tell(words):
    print(f"reading: {words}", file=sys.stderr)


class Campaign:
    """One run of the measuring; `every` takes each so many of the row-damaged files.

    `line_end` is what the polluted files are given for theirs: lf, crlf or cr.
    """

    def __init__(self, program, shared, unpacked, verdicts, every=1, line_end="lf"):
        self.program, self.verdicts = program, verdicts
        self.every, self.line_end = every, line_end
        self.shared = shared / "csv"
        self._unpacked = unpacked

    def unpacked(self, name):
        """The folder of an archive's files, unpacked where they are not there yet."""
        target = self._unpacked / name
        if not target.exists():
            tell(f"unpacking {name}")
            half = self._unpacked / f"{name}.half"
            with tarfile.open(self.shared / f"{name}.tar.xz") as archive:
                archive.extractall(half)
            half.rename(target)
        return target

    def details(self, items):
        """A line for each file that is not as it should be, at most thirty."""
        items = list(items)
        lines = [f"- {name}: {outcome}; {' '.join(said)[:200]}" for name, outcome, said in items[:30]]
        more = [f"- … and {len(items) - 30} more"] if len(items) > 30 else []
        return ["", *lines, *more] if lines else []
