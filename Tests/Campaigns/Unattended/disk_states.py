"""What a disk may hold after the power fails: every state that the system has not been told to prevent.

The model is that of a journalling file system without favours. What is written is on the disk only once the
file was synced; until then it may be lost, cut at a sector, or zeros from one on or in one. A name (made,
renamed, linked, removed) is on the disk once its folder was synced; until then each such change may be there
or not, in any order, but a rename never by halves. Nothing else is promised: not that a new file's sync keeps
its name, nor that a rename waits for the bytes, as ext4 does.
"""

import itertools
import os
import re
from dataclasses import dataclass, field

SECTOR = 512
EXPRESSION = ("openat,open,creat,write,pwrite64,writev,fsync,fdatasync,sync_file_range,close,rename,renameat,"
              "renameat2,link,linkat,unlink,unlinkat,ftruncate,truncate,fcntl")
DONE = re.compile(r"^\d+ +(\w+)\((.*)\) += (\d+)(?:<([^>]*)>)?$")
# Of a long file so many places are taken, evenly: else its cuts would crowd out all else.
MOST_CUTS = 256


@dataclass
class Step:
    """One call: bytes of a file, a change of a name, or a sync of one of them."""

    kind: str  # data, names, sync-file, sync-folder
    folder: str = ""
    file: int = -1
    content: bytes = b""
    names: dict = field(default_factory=dict)  # path: file, or None where it is removed
    text: str = ""


class History:
    """The steps of a traced run, from the files that were there before."""

    def __init__(self, lines, folder, before):
        self.folder = os.path.realpath(folder)
        self.first = {name: number for number, name in enumerate(before)}
        self.durable = list(before.values())
        self.contents = list(before.values())
        self.names = dict(self.first)
        self.open, self.steps = {}, []
        for line in lines:
            if match := DONE.match(line):
                self.take(match[1], match[2], int(match[3]), match[4] or "")

    def inside(self, path):
        path = os.path.normpath(os.path.join(self.folder, path))
        return os.path.relpath(path, self.folder) if path.startswith(self.folder + "/") else None

    def take(self, call, arguments, result, opened):
        quoted = [bytes.fromhex(text.replace("\\x", "")) for text in re.findall(r'"((?:\\x..)*)"', arguments)]
        descriptor = re.match(r"(\d+)<", arguments)
        number = int(descriptor[1]) if descriptor else -1
        if call == "openat":
            self.take_open(quoted[0].decode(), arguments, result)
        elif call == "close":
            self.open.pop(number, None)
        elif call == "write" and isinstance(self.open.get(number), list):
            self.take_write(number, quoted[0][:result])
        elif call == "ftruncate" and isinstance(self.open.get(number), list):
            size = int(arguments.rsplit(",", 1)[1])
            file = self.open[number][0]
            self.data(file, self.contents[file][:size].ljust(size, b"\0"), f"ftruncate {size}")
        elif call in ("fsync", "fdatasync") and number in self.open:
            held = self.open[number]
            if isinstance(held, list):
                self.steps.append(Step("sync-file", file=held[0], text=f"{call} of a file"))
            else:
                self.steps.append(Step("sync-folder", folder=held, text=f"{call} of folder {held or '.'}"))
        elif call.startswith(("rename", "link", "unlink")):
            self.take_names(call, [self.inside(name.decode()) for name in quoted])
        elif call in ("pwrite64", "writev", "truncate", "sync_file_range", "creat", "open"):
            raise SystemExit(f"campaign: the model of the disk does not know {call} yet")

    def take_open(self, name, arguments, result):
        path = self.inside(name)
        if os.path.normpath(os.path.join(self.folder, name)) == self.folder:
            path = ""
        if path is None:
            self.open.pop(result, None)
        elif "O_DIRECTORY" in arguments:
            self.open[result] = path
        else:
            if path not in self.names:
                self.contents.append(b"")
                self.durable.append(b"")
                self.change({path: len(self.contents) - 1}, f"create {path}")
            elif "O_TRUNC" in arguments:
                self.data(self.names[path], b"", f"truncate {path}")
            self.open[result] = [self.names[path], 0]

    def take_write(self, number, written):
        file, place = self.open[number]
        content = self.contents[file]
        self.open[number][1] = place + len(written)
        head, tail = content[:place].ljust(place, b"\0"), content[place + len(written):]
        self.data(file, head + written + tail, "write")

    def take_names(self, call, paths):
        if None in paths:
            return
        if call.startswith("rename"):
            self.change({paths[1]: self.names[paths[0]], paths[0]: None}, f"rename to {paths[1]}")
        elif call.startswith("link"):
            self.change({paths[1]: self.names[paths[0]]}, f"link {paths[1]}")
        else:
            self.change({paths[0]: None}, f"unlink {paths[0]}")

    def data(self, file, content, text):
        self.contents[file] = content
        self.steps.append(Step("data", file=file, content=content, text=text))

    def change(self, names, text):
        for path, file in names.items():
            if file is None:
                self.names.pop(path, None)
            else:
                self.names[path] = file
        folder = os.path.dirname(next(iter(names)))
        self.steps.append(Step("names", folder=folder, names=names, text=text))

    def syncs(self):
        """The numbers of the steps that sync something."""
        return [number for number, step in enumerate(self.steps) if step.kind.startswith("sync")]

    def states(self, without=None):
        """Every state, with the number of steps done before the power failed; one step may be left out."""
        steps = [step for number, step in enumerate(self.steps) if number != without]
        for done in range(len(steps) + 1):
            yield from self.after(steps[:done], done, done == len(steps))

    def after(self, steps, done, is_last):
        names, loose = dict(self.first), []
        kept, newest = list(self.durable), list(self.durable)
        for step in steps:
            if step.kind == "data":
                newest[step.file] = step.content
            elif step.kind == "names":
                loose.append(step)
            elif step.kind == "sync-file":
                kept[step.file] = newest[step.file]
            else:
                for change in [change for change in loose if change.folder == step.folder]:
                    apply(change, names)
                loose = [change for change in loose if change.folder != step.folder]
        contents = list(variants(kept, newest))
        seen = set()
        for chosen in choices(loose):
            there = dict(names)
            for change in itertools.compress(loose, chosen):
                apply(change, there)
            for content in contents:
                files = {path: content[file] for path, file in there.items()}
                key = frozenset((path, hash(data)) for path, data in files.items())
                if key not in seen:
                    seen.add(key)
                    yield done, is_last, key, files


def apply(change, names):
    for path, file in change.names.items():
        if file is None:
            names.pop(path, None)
        else:
            names[path] = file


def choices(loose):
    """Which of the changes are on the disk: any of an output's; passing names all, none, or never removed."""
    passing = [all(is_passing(path) for path in change.names) for change in loose]
    free = passing.count(False)
    for outputs in itertools.product((False, True), repeat=free):
        for made, removed in ((True, True), (True, False), (False, False)):
            rest = iter(outputs)
            yield [(removed if None in change.names.values() else made) if is_its else next(rest)
                   for change, is_its in zip(loose, passing)]


def is_passing(path):
    return path.endswith((".tmp", ".lock"))


def variants(kept, newest):
    """What the files may hold: one that is not synced as it was, as it is, cut at a sector, or with zeros."""
    yield newest
    dirty = [file for file in range(len(kept)) if kept[file] != newest[file]]
    if dirty:
        yield [*kept]
    for file in dirty:
        new = newest[file]
        pace = SECTOR * (1 + len(new) // SECTOR // MOST_CUTS)
        cuts = [new[:size] for size in range(pace, len(new), pace)]
        holes = [new[:size] + bytes(len(new) - size) for size in range(0, len(new), pace)]
        gaps = [new[:size] + bytes(min(pace, len(new) - size)) + new[size + pace:]
                for size in range(0, len(new), pace)]
        for content in [kept[file], *cuts, *holes, *gaps]:
            yield [*newest[:file], content, *newest[file + 1:]]
