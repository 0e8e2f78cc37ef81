#!/usr/bin/env python3
"""Disturbs the built program from outside, thousands of times: is ever a file torn or a run stuck?

`make campaigns`, `make campaigns-quick` and `make campaigns-planted` run it; ../README.md says what is tried.
"""

import argparse
import random
import shutil
import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parent), str(Path(__file__).resolve().parents[1])]

from building import ROOT, tell  # noqa: E402
from campaign import go  # noqa: E402
from cron_environment import CronEnvironment  # noqa: E402
from determinism import Determinism  # noqa: E402
from failing_calls import FailingCalls  # noqa: E402
from full_disk import FullDisk  # noqa: E402
from kill_calls import KillCalls  # noqa: E402
from kill_times import KillTimes  # noqa: E402
from memory import Memory  # noqa: E402
from overlap import Overlap  # noqa: E402
from power_loss import PowerLoss  # noqa: E402
from soak import Soak  # noqa: E402
from stop_resume import StopResume  # noqa: E402

CAMPAIGNS = {campaign.name: campaign for campaign in (
    KillCalls, KillTimes, FailingCalls, FullDisk, PowerLoss, Overlap, StopResume, Determinism,
    CronEnvironment, Memory, Soak)}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("campaign", nargs="*", metavar="CAMPAIGN",
                        help=f"of {', '.join(CAMPAIGNS)}; default: all")
    parser.add_argument("--size", choices=["quick", "tenth", "full"], default="tenth")
    parser.add_argument("--jobs", type=int, default=2, help="cases at once")
    parser.add_argument("--seed", type=int, help="default: 1; with --size quick a new one each time")
    parser.add_argument("--seconds", type=int, metavar="S",
                        help="the longest for each campaign; the same call then goes on")
    parser.add_argument("--program", type=Path, default=ROOT / ".build-release" / "release" / "forecast")
    options = parser.parse_args()
    unknown = [name for name in options.campaign if name not in CAMPAIGNS]
    if unknown:
        parser.error(f"there is no campaign '{unknown[0]}'; one of {', '.join(CAMPAIGNS)}")
    if not options.program.exists():
        sys.exit(f"campaign: {options.program} is not there: make program builds it")
    seed = options.seed
    if seed is None:
        seed = random.randrange(1, 2**31) if options.size == "quick" else 1
    found = 0
    for name in options.campaign or CAMPAIGNS:
        missing = [tool for tool in CAMPAIGNS[name].needs if not shutil.which(tool)]
        if missing:
            tell(f"{name}: skipped, for {' and '.join(missing)} is not here")
            continue
        campaign = CAMPAIGNS[name](options.program.resolve(), options.size, seed)
        found += go(campaign, options.jobs, options.seconds)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
