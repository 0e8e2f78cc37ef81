"""The program under strace: which calls it makes, and one of them failing, cut short, or its last."""

import re
from dataclasses import dataclass

from places import run

# The program's own first act: what comes before is the loader's and the runtime's.
FIRST_ACT = re.compile(r"fcntl\(0\D.*F_GETFD")
LINE = re.compile(r"^(\d+) +(\w+)\((.*)\) += (-?\d+|\?)(?:<([^>]*)>)?(.*)$")


@dataclass(frozen=True)
class Call:
    """A call of the main thread: its number among those of its name, from 1, and what it was about."""

    name: str
    number: int
    arguments: str
    result: str
    is_before_main: bool

    @property
    def path(self):
        """The file of its descriptor, or the last name that it was given."""
        descriptor = re.match(r"\d+<([^>]*)>", self.arguments)
        quoted = re.findall(r'"([^"]*)"', self.arguments)
        return descriptor[1] if descriptor else quoted[-1] if quoted else ""


def calls(words, place):
    """The calls of the main thread of an undisturbed run."""
    log = place.folder.parent / (place.folder.name + ".trace")
    ran = run(["strace", "-f", "-qq", "-y", "-s", "300", "-o", log, "-e", "trace=all",
               *words], place.folder)
    try:
        lines = log.read_text(errors="replace").splitlines()
    finally:
        log.unlink(missing_ok=True)
    if ran.code != 0:
        raise SystemExit(f"campaign: under strace the program ended with {ran}")
    return parsed(lines)


def parsed(lines):
    main = lines[0].split(" ", 1)[0]
    counts, found, is_before_main = {}, [], True
    for line in lines:
        match = re.match(r"^(\d+) +(\w+)\(", line)
        if not match or match[1] != main:
            continue
        name = match[2]
        if FIRST_ACT.search(line):
            is_before_main = False
        counts[name] = counts.get(name, 0) + 1
        whole = LINE.match(line)
        found.append(Call(name, counts[name], whole[3] if whole else "", whole[4] if whole else "?",
                          is_before_main))
    return found


def disturbed(words, place, call, number, what):
    """Runs the program with something done to one of its calls, `signal=SIGKILL` or `error=EIO`; returns how
    it ended, and whether the call was reached.

    strace counts the calls of each name for themselves, and for each thread: `inject=all:when=7` would mean
    the first call that is the seventh of its name. With --seccomp-bpf, which is faster, it forgets signals.
    """
    log = place.folder.parent / (place.folder.name + ".trace")
    fast = ["--seccomp-bpf"] if what.startswith("error=") else []
    try:
        ran = run(["strace", "-f", *fast, "-qq", "-o", log, "-e", f"trace={call}", "-e",
                   f"inject={call}:{what}:when={number}", *words], place.folder)
        text = log.read_text(errors="replace")
    finally:
        log.unlink(missing_ok=True)
    return ran, "(INJECTED)" in text or "killed by" in text


def too_few(reached, missed):
    """A campaign that disturbs nothing finds nothing: most of the calls have to be made again."""
    count = reached + missed
    return [f"only {reached} of {count} calls were reached"] if missed > count / 10 else []
