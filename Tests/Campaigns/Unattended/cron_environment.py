"""The surroundings of a scheduler: nothing is said on success, the right code and one line on failure."""

import itertools
import os
import shutil
import stat
import tempfile
from pathlib import Path

from building import tell
from campaign import Campaign
from places import Ran, Workplace, environment, run
from promises import is_temporary
from scenarios import DATA, FORECAST, MODEL, QUICK, finished

# Each shell line runs the program, "$@", in other surroundings.
SURROUNDINGS = {
    "as it is": 'exec "$@"',
    "no environment": 'exec env -i "$@"',
    "no home": 'unset HOME; exec "$@"',
    "a home that is not there": 'HOME=/nowhere exec "$@"',
    "an odd language": 'LC_ALL=xx_XX.nothing LANG= exec "$@"',
    "umask 077": 'umask 077; exec "$@"',
    "no terminal, no session": 'exec setsid -w "$@"',
    "nohup": 'exec nohup "$@" 2>&1',
    "no core, few files": 'ulimit -c 0; ulimit -n 16; exec "$@"',
}
CLOSED = {0: "<&-", 1: ">&-", 2: "2>&-"}
# Each ends so, whatever the surroundings are; none writes anything.
FAILURES = {"fit missing.csv": 66, "predict --model nowhere.safetensors": 66,
            "fit sales.csv --horizon no": 64, "fit broken.csv": 65, "fit sales.csv --model nowhere/model": 73,
            "fit sales.csv --config bad.toml": 78}
STRANGER = 65_534


class CronEnvironment(Campaign):
    name = "cron-environment"

    def prepare(self):
        self.data = {**DATA, "broken.csv": b"month,sales\n2000-01,1\n2000-02,x\n", "bad.toml": b"= nothing\n"}
        self.fit, self.predict = f"fit sales.csv {QUICK}", f"predict -o {FORECAST}"
        with Workplace(self.data) as place:
            for words in (self.fit, self.predict):
                finished(run([self.program, *words.split()], place.folder), words)
            self.after = place.files()

    def cases(self):
        closed = [tuple(chosen) for count in range(4) for chosen in itertools.combinations(CLOSED, count)]
        around = [*SURROUNDINGS, *closed]
        cases = [("success", how, words) for how in around for words in (self.fit, self.predict)]
        cases += [("failure", how, words) for how in around for words in FAILURES]
        told = ("fit missing.csv", f"{self.fit} -v", f"{self.predict} -v")
        cases += [("pipe", "full", words) for words in told]
        if os.geteuid() == 0 and shutil.which("setpriv"):
            cases += [("stranger", how, words) for how in ("elsewhere", "not permitted")
                      for words in (self.fit, self.predict)]
        else:
            tell("cron-environment: no other user can be tried, for this is not root with setpriv")
        return cases

    def run(self, case):
        kind, how, words = case
        if kind == "pipe":
            return self.into_full_pipe(words)
        if kind == "stranger":
            return self.by_stranger(how, words)
        line = SURROUNDINGS.get(how) or f'exec "$@" {" ".join(CLOSED[number] for number in how)}'
        with Workplace(self.start(words)) as place:
            before = place.files()
            ran = run(["/bin/sh", "-c", line, "sh", self.program, *words.split()], place.folder)
            if kind == "success":
                return self.succeeded(ran, place) + self.private(how, place)
            findings = [] if ran.code == FAILURES[words] else [f"ended with {ran}"]
            wanted = 1 if how in SURROUNDINGS or 2 not in how else 0
            said = (ran.errors + ran.output).splitlines() if how == "nohup" else ran.errors.splitlines()
            said = [line for line in said if not line.startswith("nohup:")]
            if len(said) != wanted or (wanted and not said[0].startswith("forecast: ")):
                findings.append(f"said {ran.errors!r}")
            return findings + ([] if place.files() == before else ["files were changed"])

    def start(self, words):
        """What a command finds: the data and, for a forecast, the model."""
        return {**self.data, **({MODEL: self.after[MODEL]} if words.startswith("predict") else {})}

    def succeeded(self, ran, place):
        findings = [] if ran.code == 0 else [f"ended with {ran}"]
        said = [line for line in (ran.output + ran.errors).splitlines() if not line.startswith("nohup:")]
        findings += [f"said {said}"] if said else []
        found = place.files()
        return findings + [f"{name} is not as it should be" for name in found
                           if is_temporary(name) or found[name] != self.after.get(name)]

    def private(self, how, place):
        if how != "umask 077":
            return []
        loose = [path.name for path in place.folder.iterdir()
                 if path.name in (FORECAST,) and stat.S_IMODE(path.stat().st_mode) & 0o077]
        return [f"{name} may be read by others" for name in loose]

    def into_full_pipe(self, words):
        """Nobody reads what is said, and there is no room for it: the files must not suffer.

        The program waits for room, as every program does, until whoever started it has had enough.
        """
        reading, writing = os.pipe()
        os.set_blocking(writing, False)
        try:
            while os.write(writing, b"x" * 4096):
                pass
        except BlockingIOError:
            pass
        with Workplace(self.start(words)) as place:
            line = 'timeout -s KILL 2 "$@"; echo $? >code'
            run(["/bin/sh", "-c", line, "sh", self.program, *words.split()], place.folder, stderr=writing)
            code = (place.folder / "code").read_text().strip()
            found = place.files()
        os.close(reading)
        os.close(writing)
        found.pop("code")
        torn = [f"TORN {name}" for name in found
                if not is_temporary(name) and found[name] != self.after.get(name)]
        return torn + ([] if code in ("137", "0", "66") else [f"ended with {code}"])

    def by_stranger(self, how, words):
        """Another user, who may not write the folder; his outputs go elsewhere, or may not be."""
        program = Path(tempfile.mkdtemp(prefix="forecast-campaign-"))
        try:
            program.chmod(0o755)
            shutil.copy(self.program, program / "forecast")
            with Workplace(self.start(words)) as place, Workplace() as elsewhere:
                place.folder.chmod(0o555)
                os.chown(elsewhere.folder, STRANGER, STRANGER)
                option = {"fit": "--model", "predict": "-o"}[words.split()[0]]
                name = {"fit": MODEL, "predict": FORECAST}[words.split()[0]]
                kept = [word for word in words.split() if word not in ("-o", FORECAST)]
                target = f"{elsewhere.folder}/{name}" if how == "elsewhere" else name
                who = ["setpriv", f"--reuid={STRANGER}", f"--regid={STRANGER}", "--clear-groups"]
                before = place.files()
                ran = run([*who, program / "forecast", *kept, option, target], place.folder,
                          env=environment(HOME="/nonexistent"))
                return self.judged(how, name, ran, place.files() == before, elsewhere.files())
        finally:
            shutil.rmtree(program)

    def judged(self, how, name, ran, is_same, found):
        findings = [] if is_same else ["the folder that may only be read was changed"]
        if how == "not permitted":
            is_told = ran.code == 77 and ran.errors.count("\n") == 1
            return findings + ([] if is_told else [f"ended with {ran}"])
        if ran.code or ran.output or ran.errors:
            findings.append(f"ended with {ran}")
        # A model elsewhere remembers another way to its data.
        if [*found] != [name] or name == FORECAST and found[name] != self.after[name]:
            findings.append(f"{[*found]} lies there")
        return findings

