"""The file of results, and how far an earlier leg of the same campaign came."""

import os
import time

from building import ROOT, commit, tell

KEPT = ROOT / ".build-campaigns"
RESULTS = KEPT / "results.tsv"
COLUMNS = "date\tcommit\tcampaign\tsize\tseed\tcases\tseconds\tfindings"


def note(campaign, size, seed, cases, seconds, findings):
    """Adds a line, unless the program has a planted fault, and says it."""
    KEPT.mkdir(exist_ok=True)
    date = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    line = [date, commit(), campaign, size, seed, cases, f"{seconds:.0f}", findings]
    fresh = not RESULTS.exists()
    if "PLANTED_FAULT" not in os.environ:
        with open(RESULTS, "a", encoding="utf-8") as file:
            file.write((COLUMNS + "\n" if fresh else "") + "\t".join(map(str, line)) + "\n")
    tell(f"{campaign}: {cases} cases in {seconds:.0f} s, {findings} findings, size {size}, seed {seed}")


def done(campaign, size, seed):
    """How many cases earlier legs have run of the very same; of a changed tree none count."""
    measured = commit()
    if not RESULTS.exists() or measured.endswith("+"):
        return 0
    lines = [line.split("\t") for line in RESULTS.read_text(encoding="utf-8").splitlines()[1:]]
    return sum(int(line[5]) for line in lines
               if line[1:5] == [measured, campaign, size, str(seed)] and line[7] == "0")
