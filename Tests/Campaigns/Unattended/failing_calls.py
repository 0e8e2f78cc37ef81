"""Each call on a file fails once, with each error: a documented code, file and cause told, nothing torn."""

import re
import shutil
import subprocess
import tempfile
from pathlib import Path

from building import tell
from campaign import Campaign
from places import Workplace, environment, run
from promises import is_temporary, next_run, torn, undocumented
from scenarios import DATA, MODEL, stage
from tracing import calls, disturbed, too_few

CALLS = ("openat", "read", "write", "fsync", "fdatasync", "close", "rename", "renameat", "renameat2", "link",
         "linkat", "unlink", "unlinkat", "ftruncate", "flock", "fstat", "newfstatat", "lseek", "faccessat2",
         "getdents64", "fchmod", "fchown", "readlink", "getcwd")
CAUSES = {"ENOSPC": "no space left on the device", "EIO": "input/output error",
          "EDQUOT": "the disk quota is used up", "EACCES": "no permission",
          "EFBIG": "the file would be larger than the limit", "EINTR": "a signal interrupted it"}
# A signal may interrupt these, and then they are to be repeated. Others are not interrupted on a local disk.
REPEATED = {"openat", "read", "write", "fsync", "fdatasync", "close", "ftruncate", "flock"}
# That one of these fails on an output's own bytes may not be passed over.
ESSENTIAL = {"write", "fsync", "fdatasync", "rename", "renameat", "renameat2"}
# Before the program's first act the loader ends with a code of its own, or does without.
LOADER = {0, 127}
SHORT = ("write", "read")


class FailingCalls(Campaign):
    name = "failing-calls"
    needs = ("strace",)
    quick_cases = 30

    def prepare(self):
        self.staged = {staged.name: staged
                       for staged in stage(self.program, "fit-over", "fit-resumed", "predict-over")}
        self.calls, self.counts = {}, {"failed": 0, "done": 0, "loader": 0, "reached": 0, "not reached": 0}
        self.folder = tempfile.TemporaryDirectory(prefix="forecast-campaign-")
        self.library = shortener(Path(self.folder.name))

    def cases(self):
        cases = []
        for staged in self.staged.values():
            with Workplace(staged.before) as place:
                for call in calls(staged.words, place):
                    if call.name in CALLS:
                        self.calls[staged.name, call.name, call.number] = call
            cases += [(*key, cause) for key in self.calls if key[0] == staged.name for cause in CAUSES]
        short = [(name, call, 0, "short") for name in self.staged for call in SHORT if self.library]
        if self.size != "quick":
            return self.part(cases) + short
        # Where most is at stake, and some of all others.
        first = [case for case in cases if case[0] == "predict-over" and case[1] in ESSENTIAL]
        return first + self.part([case for case in cases if case not in first]) + short

    def run(self, case):
        staged, name, number, cause = self.staged[case[0]], *case[1:]
        with Workplace(staged.before) as place:
            if cause == "short":
                preload = environment(LD_PRELOAD=str(self.library), SHORT_CALLS=name)
                ran = run(staged.words, place.folder, env=preload)
            else:
                ran, is_reached = disturbed(staged.words, place, name, number, f"error={cause}")
                self.counts["reached" if is_reached else "not reached"] += 1
            found = place.files()
            findings = torn(staged, found)
            findings += self.judged(case, ran, found)
            return findings + next_run(staged, place)

    def judged(self, case, ran, found):
        """What is wrong with how the run ended."""
        staged, name, number, cause = self.staged[case[0]], *case[1:]
        call = self.calls.get(case[:3])
        if call and call.is_before_main:
            self.counts["loader"] += 1
            return [] if ran.code in LOADER else undocumented(ran)
        is_done = ran.code == 0 and all(found.get(name) == staged.after.get(name)
                                        for name in {*found, *staged.after} if not is_temporary(name))
        self.counts["done" if ran.code == 0 else "failed"] += 1
        where = f" ({call.arguments[:90]})" if call else ""
        if ran.code == 0 and not is_done:
            return [f"ended with 0 although not all was written{where}"]
        if cause == "short" or cause == "EINTR" and name in REPEATED:
            return [] if is_done and not ran.errors else [f"is not repeated: {ran}{where}"]
        left = [name for name in found if is_temporary(name)]
        findings = [f"left {left[0]}{where}"] if left and "unlink" not in name else []
        if ran.code == 0:
            is_passed_over = name in ESSENTIAL and not is_harmless(call, cause)
            return findings + ([f"passed over{where}"] if is_passed_over else [])
        if ran.code == 75 and name != "flock":
            findings.append(f"is taken for busy: {ran}{where}")
        return findings + undocumented(ran) + untold(ran, cause, where)

    def afterthoughts(self):
        return too_few(self.counts["reached"], self.counts["not reached"])

    def summary(self):
        if self.folder:
            self.folder.cleanup()
        counts = self.counts
        return (f"{counts['failed']} ended with an error, {counts['done']} went on without harm, "
                f"{counts['loader']} failed before the program's first act, "
                f"{counts['not reached']} did not make the call again")


def is_harmless(call, cause):
    """A lock holds a number for a message only, and a folder that may not be read is not synced."""
    is_folder = not Path(call.path).suffix and call.name == "fsync"
    return call.path.endswith(".lock") or (is_folder and cause == "EACCES")


def untold(ran, cause, where):
    """What the message lacks: one line, with a file and with the cause."""
    lines = ran.errors.splitlines()
    if len(lines) != 1 or not lines[0].startswith("forecast: "):
        return [f"said {ran.errors[:300]!r}{where}"]
    names = (*DATA, MODEL, "metrics.csv", "history.csv", "forecast.csv", "checkpoint", "forecast.toml")
    findings = [] if any(name in lines[0] for name in names) else [f"names no file: {lines[0]}{where}"]
    if not re.search(CAUSES[cause], lines[0]):
        findings.append(f"does not tell {cause}: {lines[0]}{where}")
    return findings


def shortener(folder):
    """short_calls.c as a library; nothing where there is no C compiler."""
    compiler = shutil.which("clang") or shutil.which("cc")
    if not compiler:
        tell("no C compiler is here: short reads and writes are not tried")
        return None
    library = folder / "short_calls.so"
    source = Path(__file__).resolve().parent / "short_calls.c"
    subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-o", library, source, "-ldl"], check=True)
    return library
