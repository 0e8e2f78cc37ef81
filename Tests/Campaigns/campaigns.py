#!/usr/bin/env python3
"""Looks for faults by the million: fuzzing of both readers, and the reader against a plain parser.

`make fuzz`, `make differential` and `make fuzz-quick` run it; README.md beside it says what is looked for.
"""

import argparse
import os
import random
import re
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from building import ROOT, build, commit, fuzzer_library, tell  # noqa: E402
from seeds import model_seeds, reader_seeds  # noqa: E402

KEPT = ROOT / ".build-fuzz"
RESULTS = KEPT / "results.tsv"
COLUMNS = "date\tcommit\tcampaign\tsanitizer\tseed\truns\tseconds\tfindings"
# The longest input in bytes.
LONGEST = {"reader": 1024, "model": 16384}
QUICK_FILES = 5_000
ENVIRONMENT = {**os.environ, "SWIFT_BACKTRACE": "enable=no", "ASAN_OPTIONS": "detect_leaks=0"}


def note(campaign, sanitizer, seed, runs, seconds, findings):
    """Adds a line to the results, and says it."""
    KEPT.mkdir(exist_ok=True)
    fresh = not RESULTS.exists()
    date = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    line = [date, commit(), campaign, sanitizer, str(seed), str(runs), f"{seconds:.0f}", str(findings)]
    with open(RESULTS, "a", encoding="utf-8") as file:
        file.write((COLUMNS + "\n" if fresh else "") + "\t".join(line) + "\n")
    total = total_runs(campaign)
    tell(f"{campaign}: {runs} runs in {seconds:.0f} s, {findings} findings, seed {seed}; {total} in all")


def total_runs(campaign):
    if not RESULTS.exists():
        return 0
    lines = [line.split("\t") for line in RESULTS.read_text(encoding="utf-8").splitlines()[1:]]
    return sum(int(line[5]) for line in lines if line[2] == campaign)


def start(command):
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                            errors="replace", env=ENVIRONMENT)


def show(output):
    """What a program said of what it found."""
    words = ("FINDING", "ERROR:", "SUMMARY", "Test unit written", "ALARM", "Fatal error")
    for line in [line for line in output.splitlines() if any(word in line for word in words)][:8]:
        tell(f"  {line}")


def fuzz(target, program, options, seconds, runs=None):
    """One leg of fuzzing, several processes on one corpus; returns runs and findings."""
    corpus, found = KEPT / "corpus" / target, KEPT / "findings" / target
    for folder in (corpus, found):
        folder.mkdir(parents=True, exist_ok=True)
    seeds = reader_seeds(KEPT) if target == "reader" else model_seeds(KEPT, program)
    dictionary = Path(__file__).resolve().parent / f"{target}.dict"
    first = options.seed if options.seed is not None else random.randrange(1, 2**31)
    began = time.monotonic()
    processes = []
    for job in range(options.jobs):
        command = [str(program), str(corpus), str(seeds), f"-seed={first + job}", "-reload=1",
                   f"-max_len={LONGEST[target]}", "-timeout=5", "-rss_limit_mb=512",
                   "-malloc_limit_mb=256", f"-artifact_prefix={found}/", "-print_final_stats=1",
                   f"-max_total_time={max(1, int(seconds))}"]
        command += [f"-dict={dictionary}"] if dictionary.exists() else []
        command += [f"-runs={-(-runs // options.jobs)}"] if runs else []
        # Without counts no input is ever better than another: all seeds are varied, for ever.
        command += ["-keep_seed=1"] if options.sanitizer == "none" else []
        processes.append(start(command))
    outputs = [process.communicate()[0] for process in processes]
    counts = [re.findall(r"stat::number_of_executed_units:\s*(\d+)", output) for output in outputs]
    broken = [output for process, output in zip(processes, outputs) if process.returncode != 0]
    for output in broken:
        show(output)
    done = sum(int(count[-1]) for count in counts if count)
    note(target, options.sanitizer, first, done, time.monotonic() - began, len(broken))
    return done, len(broken)


def fuzzing(options):
    """Legs until the goal is reached or the time is over; a finding ends it."""
    if not fuzzer_library():
        tell("skipped: this Swift toolchain has no libFuzzer (on Linux, swift.org's has)")
        return 0
    ends = time.monotonic() + options.seconds if options.seconds else None
    for target in ["reader", "model"] if options.target == "all" else [options.target]:
        program = build(f"fuzz-{target}", options.sanitizer)
        if not options.runs:
            if fuzz(target, program, options, options.seconds or 60)[1]:
                return 1
            continue
        while (left := options.runs - total_runs(target)) > 0:
            time_left = ends - time.monotonic() if ends else options.leg
            if time_left <= 0:
                break
            if fuzz(target, program, options, min(options.leg, time_left), left)[1]:
                return 1
            options.seed = options.seed + options.jobs if options.seed is not None else None
        tell(f"{target}: {total_runs(target)} of {options.runs} runs")
    return 0


def differential(options):
    """Legs of files that follow each other in one seed; a leg goes on where the last one ended."""
    program = build("differential-reader", None)
    seed = options.seed if options.seed is not None else 1
    name = f"differential-{seed}"
    began, goal = time.monotonic(), options.files
    while (done := total_runs(name)) < goal:
        if options.seconds and time.monotonic() - began >= options.seconds:
            break
        each = min(options.slice, -(-(goal - done) // options.jobs))
        clock = time.monotonic()
        processes = [start([str(program), str(seed), str(done + job * each), str(each)])
                     for job in range(options.jobs)]
        outputs = [process.communicate()[0] for process in processes]
        broken = [output for process, output in zip(processes, outputs) if process.returncode != 0]
        for output in broken:
            show(output)
        note(name, "none", seed, 0 if broken else each * options.jobs, time.monotonic() - clock,
             len(broken))
        if broken:
            tell(f"  one file again: {program} {seed} NUMBER")
            return 1
    return 0


def quick(options):
    """Both fuzzers and the differential campaign, some seconds each, in their own count."""
    options.seed, options.jobs, options.sanitizer, options.runs = None, 1, "fuzzer", None
    options.target, options.seconds = "all", 12
    status = fuzzing(options)
    program = build("differential-reader", None)
    seed, clock = random.randrange(1, 2**31), time.monotonic()
    process = start([str(program), str(seed), "0", str(QUICK_FILES)])
    output = process.communicate()[0]
    if process.returncode != 0:
        show(output)
    note("differential-quick", "none", seed, QUICK_FILES, time.monotonic() - clock,
         int(process.returncode != 0))
    return status or int(process.returncode != 0)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("campaign", choices=["fuzz", "differential", "quick"])
    parser.add_argument("--target", choices=["reader", "model", "all"], default="all")
    parser.add_argument("--runs", type=int, metavar="N", help="the goal, all legs together")
    parser.add_argument("--files", type=int, default=100_000, metavar="N",
                        help="of the differential campaign: the goal, all legs together")
    parser.add_argument("--seconds", type=int, metavar="S", help="the longest that this call takes")
    parser.add_argument("--leg", type=int, default=300, metavar="S", help="seconds of one leg")
    parser.add_argument("--slice", type=int, default=100_000, help="files of one differential leg")
    parser.add_argument("--jobs", type=int, default=1, help="processes at once")
    parser.add_argument("--seed", type=int, help="default: a new one each leg; differential: 1")
    parser.add_argument("--sanitizer", default="fuzzer", choices=["fuzzer", "fuzzer,address", "none"])
    options = parser.parse_args()
    return {"fuzz": fuzzing, "differential": differential, "quick": quick}[options.campaign](options)


if __name__ == "__main__":
    sys.exit(main())
