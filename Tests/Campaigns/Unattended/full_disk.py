"""A disk that is full, a limit on file size, an output that takes nothing: an error, and all as before.

The disk is a tmpfs in a mount name space of its own, from what lies there to what the run needs and 8 KiB
more.
"""


from campaign import Campaign
from places import Ran, Workplace, files_in, run
from promises import is_temporary, next_run, torn, undocumented
from scenarios import MODEL, stage

# $1: the folder, $2: the disk's KiB, $3: what lies there before; behind them the command. What lies there
# after it is left in `after`, and how it ended in `code`, `output` and `errors`.
DISK = """
place=$1; size=$2; before=$3; shift 3
mount -t tmpfs -o "size=${size}k" forecast "$place/disk" || exit 99
cp -a "$before/." "$place/disk" || exit 98
cd "$place/disk" && "$@" >"$place/output" 2>"$place/errors"
echo $? >"$place/code"
cp -a "$place/disk" "$place/after"
"""
PAGE = 4
# Above what the run needs, so that the end of the steps is seen to be one.
SPARE = 2
MOST_STEPS = 40
# What cannot be written ends with one of these.
FAILED = {73, 74}


class FullDisk(Campaign):
    name = "full-disk"
    needs = ("unshare", "mount", "prlimit")

    def prepare(self):
        self.staged = {staged.name: staged for staged in stage(self.program)}
        own = ["unshare", "-m"]
        self.own = own if run([*own, "true"], "/").code == 0 else ["unshare", "-r", "-m"]
        self.counts = {"disk": 0, "limit": 0, "output": 0, "enough": 0}

    def cases(self):
        disks = [("disk", name, None) for name in self.staged]
        limits = []
        for name, staged in self.staged.items():
            most = max(len(staged.after[target]) for target in staged.targets if target in staged.after)
            limits += [("limit", name, size) for size in range(0, most + 1024, 512)]
        outputs = [("output", how, words) for how in (">/dev/full", ">&-")
                   for words in ("predict", "predict --json", f"info {MODEL}", "check sales.csv", "--version",
                                 "fit --help", "fit sales.csv --method naive --json --model other")]
        # Quickly: the disk of the cheapest run. The rest is quick enough to be whole at any other size.
        return disks[-1:] + self.part(limits) + outputs if self.size == "quick" else disks + limits + outputs

    def run(self, case):
        how, name, size = case
        if how == "disk":
            return self.fill(self.staged[name])
        if how == "output":
            return self.deliver(name, size)
        staged = self.staged[name]
        self.counts["limit"] += 1
        with Workplace(staged.before) as place:
            ran = run(["prlimit", f"--fsize={size}", *staged.words], place.folder)
            return self.judged(staged, ran, place.files()) + next_run(staged, place)

    def fill(self, staged):
        """Steps of a page until the run has succeeded, and a little further."""
        spare, findings = 0, []
        used = PAGE * sum(-(-len(data) // (PAGE * 1024)) for data in staged.before.values())
        for step in range(MOST_STEPS if self.size != "quick" else 12):
            ran, found = self.on_disk(staged, used + PAGE * step)
            if ran is None:
                continue
            self.counts["disk"] += 1
            findings += [f"{PAGE * step} KiB free: {words}" for words in self.judged(staged, ran, found)]
            spare += ran.code == 0
            if spare > SPARE:
                break
        else:
            if self.size != "quick":
                findings.append(f"the run still fails with {PAGE * MOST_STEPS} KiB free")
        return findings

    def on_disk(self, staged, size):
        with Workplace() as place, Workplace(staged.before) as before:
            (place.folder / "disk").mkdir()
            ended = run([*self.own, "sh", "-c", DISK, "sh", place.folder, size, before.folder, *staged.words],
                        place.folder)
            if ended.code == 98:
                return None, None
            if ended.code != 0:
                raise SystemExit(f"campaign: no disk of {size} KiB could be mounted: {ended}")
            code, output, errors = [(place.folder / name).read_text()
                                    for name in ("code", "output", "errors")]
            ran = Ran(int(code), output, errors, ended.seconds)
            found = files_in(place.folder / "after")
        with Workplace(found) as later:
            more = next_run(staged, later)
        return ran, {**found, **({"the next run": "\n".join(more).encode()} if more else {})}

    def judged(self, staged, ran, found):
        """What is wrong: where it failed all is as before, where it did not all is whole."""
        findings = [found.pop("the next run").decode()] if "the next run" in found else []
        findings += torn(staged, found, is_ended=True)
        if ran.code == 0:
            self.counts["enough"] += 1
            expected = staged.after
        else:
            expected = staged.before
            is_told = ran.errors.startswith("forecast: ") and ran.errors.count("\n") == 1
            findings += [] if ran.code in FAILED and is_told else [f"ended with {ran}"]
            if not any(words in ran.errors for words in ("no space left", "larger than the limit")):
                findings.append(f"the cause is not told: {ran}")
        changed = [name for name in {*expected, *found}
                   if found.get(name) != expected.get(name) and not is_temporary(name)]
        return findings + [f"{name} is not as it should be after code {ran.code}" for name in changed]

    def deliver(self, how, words):
        """Standard output is full or closed."""
        staged = self.staged["predict-over"]
        self.counts["output"] += 1
        with Workplace(staged.before) as place:
            ran = run(["sh", "-c", f'exec "$0" {words} {how}', self.program], place.folder)
            found = place.files()
            found.pop("other", None)
        findings = undocumented(ran) + torn(staged, found, is_ended=True)
        is_told = "standard output: cannot write: " in ran.errors and ran.errors.count("\n") == 1
        findings += [] if ran.code == 74 and is_told else [f"{words} {how}: {ran}"]
        return findings

    def summary(self):
        counts = self.counts
        return (f"{counts['disk']} sizes of a disk, {counts['limit']} limits on file size, "
                f"{counts['output']} full or closed outputs; {counts['enough']} had room enough")
