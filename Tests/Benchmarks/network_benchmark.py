#!/usr/bin/env python3
"""Measures the network's training step and inference against PyTorch's nn.LSTM, in the same run.

`make bench` builds what it needs and starts it; README.md beside it says how to read the tables.
"""

import argparse
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

import report
from grid import GRIDS
from measurement import BURST_SECONDS, Machine, alternate, say
from programs import Ours, find_torch, keep_memory

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = ROOT / ".build-release" / "release" / "network-benchmark"
INSTALL = "pip install torch --index-url https://download.pytorch.org/whl/cpu"


def counts(text):
    numbers = [int(word) for word in text.split(",")]
    if min(numbers) < 1:
        raise argparse.ArgumentTypeError("threads are counted from 1")
    return numbers


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--grid", choices=sorted(GRIDS), help="which points (default: full)")
    parser.add_argument("--threads", type=counts, default=[1, 2], metavar="N,…",
                        help="counts of threads (default: 1,2)")
    parser.add_argument("--runs", type=int, default=21, help="steps per median (default: 21)")
    parser.add_argument("--repeats", type=int, default=3,
                        help="how often a disturbed point is measured again (default: 3)")
    parser.add_argument("--minutes", type=float, default=10,
                        help="after these, nothing is measured again (default: 10)")
    parser.add_argument("--output", metavar="FILE.md", help="also write the tables there")
    parser.add_argument("--program", default=str(PROGRAM), help="network-benchmark, as built")
    parser.add_argument("--without-torch", action="store_true", help="measure only ours")
    parser.add_argument("--keep-memory", action="store_true",
                        help="let PyTorch keep a step's memory for the next one")
    mode = parser.add_mutually_exclusive_group()
    mode.add_argument("--scaling", type=counts, metavar="N,…", help="speed-up by threads instead")
    mode.add_argument("--busy", action="store_true",
                      help="instead: 1 and 2 threads while another process takes a processor")
    mode.add_argument("--limit", action="store_true",
                      help="instead: ours alone, in a row, beside the machine's limit")
    mode.add_argument("--memory", action="store_true",
                      help="instead: the growth of a training run, beside the library's formula")
    return parser.parse_args()


def possible(threads):
    """The counts that this machine has processors for."""
    processors = len(os.sched_getaffinity(0))
    beyond = [count for count in threads if count > processors]
    if beyond:
        say(f"left out, more threads than the {processors} processors here: "
            + ", ".join(map(str, beyond)))
    return [count for count in threads if count <= processors] or [1]


def compare(options, torch):
    ours = Ours(options.program)
    threads = possible(options.threads)
    machine = Machine(ours, threads)
    deadline = time.monotonic() + 60 * options.minutes
    points = GRIDS[options.grid or "full"]
    results = []
    for count in threads:
        for index, point in enumerate(points):
            say(f"{index + 1} of {len(points)}, threads {count}: {point}")
            results.append(machine.measure_quietly(
                point, count, ours, torch, options.runs, options.repeats, deadline))
    lines = report.heading(ours, torch, machine, options.runs)
    ours.close()
    return [lines[0], "", lines[1], "", *report.grid(results, machine), "",
            *report.summary(results, machine)]


def points_of(options):
    return GRIDS[options.grid or "threads"]


def by_threads(options, torch, threads, points):
    """Medians of a training step: {point: [(ours, torch or None) for each count of threads]}.

    All counts take turns, so that a disturbance meets them alike.
    """
    medians = {}
    for point in points:
        say(f"{point}, threads {threads}")
        processes = [Ours(options.program) for _ in threads]
        actions = []
        for process, count in zip(processes, threads):
            process.prepare(point, count)
            actions.append((process.train, count))
        if torch:
            torch.prepare(point, max(threads))
            actions += [(torch.train_on(count), count) for count in threads]
        # No count is spared the pause: the threads of the one before it still spin.
        times = alternate([(action, max(threads)) for action, _ in actions], options.runs)
        for process in processes:
            process.close()
        peers = times[len(threads):] or [None] * len(threads)
        medians[point] = list(zip(times[:len(threads)], peers))
    return medians


def scaling(options, torch):
    threads = possible(options.scaling)
    head = ["H,B,T,I", "loss", "threads", "train", "speed-up", "efficiency",
            "torch", "speed-up", "efficiency"]
    rows = []
    for point, medians in by_threads(options, torch, threads, points_of(options)).items():
        for count, pair in zip(threads, medians):
            cells = []
            for side, time_ in enumerate(pair):
                gain = medians[0][side] / time_ if time_ else None
                cells += [report.milliseconds(time_), f"{gain:.2f}" if gain else "–",
                          report.percent(gain * threads[0] / count) if gain else "–"]
            rows.append([str(point).split()[0], point.loss, str(count), *cells])
    return [f"{report.cpu_model()}. Medians of {options.runs} training steps in milliseconds; "
            f"speed-up over {threads[0]} thread{'s' if threads[0] > 1 else ''}.", "",
            *report.table(head, rows)]


def busy(options, torch):
    threads = possible([1, 2])
    processor = min(os.sched_getaffinity(0))
    free, taken = {}, {}
    # Point by point, so that whatever else the machine does meets both alike.
    for point in points_of(options):
        free |= by_threads(options, torch, threads, [point])
        spinner = subprocess.Popen(
            [sys.executable, "-c",
             f"import os; os.sched_setaffinity(0, {{{processor}}})\nwhile True: pass"])
        try:
            taken |= by_threads(options, torch, threads, [point])
        finally:
            spinner.kill()
            spinner.wait()
    head = ["H,B,T,I", "loss", "threads", "train", "beside another", "times",
            "torch", "beside another", "times"]
    rows = []
    for point in free:
        for count, before, beside in zip(threads, free[point], taken[point]):
            cells = []
            for one, other in zip(before, beside):
                cells += [report.milliseconds(one), report.milliseconds(other),
                          f"{other / one:.2f}" if one else "–"]
            rows.append([str(point).split()[0], point.loss, str(count), *cells])
    return [f"{report.cpu_model()}. Medians of {options.runs} training steps in milliseconds, alone "
            f"and while another process spins on processor {processor}.", "",
            *report.table(head, rows)]


def in_a_row(options):
    """Ours alone, step after step as in training, with a burst of the limit before each."""
    head = ["H,B,T,I", "loss", "threads", "train", "GF", "of FMA", "best", "predict", "of FMA", "best"]
    ours = Ours(options.program)
    threads = possible(options.threads)
    machine = Machine(ours, threads)
    measured = []
    for point in GRIDS[options.grid or "full"]:
        for count in threads:
            say(f"{point}, threads {count}")
            ours.prepare(point, count)
            times = {ours.train: [], ours.predict: []}
            for action, each in times.items():
                action(2)
                for _ in range(options.runs):
                    machine.measure(count, BURST_SECONDS)
                    each.append(action(1) / 1e6)
            measured.append((point, count, times[ours.train], times[ours.predict]))
    rows = []
    for point, count, train, predict in measured:
        limit = machine.best[count]
        cells = []
        for times, flops in ((train, 3 * point.forward_flops), (predict, point.forward_flops)):
            middle = statistics.median(times)
            rate = flops / middle / 1e6
            cells += [report.milliseconds(middle)] + ([f"{rate:.0f}"] if times is train else [])
            cells += [report.percent(rate / limit),
                      report.percent(flops / min(times) / 1e6 / limit)]
        rows.append([str(point).split()[0], point.loss, str(count), *cells])
    ours.close()
    best = ", ".join(f"{machine.best[count]:.0f} GFLOP/s on {count}" for count in threads)
    return [f"{report.cpu_model()}. Ours alone, in a row: medians of {options.runs} steps in milliseconds, "
            f"and the best step, as shares of the best of the multiply-add loop between them ({best}).",
            "", *report.table(head, rows)]


def memory(options):
    rows = []
    for point in GRIDS[options.grid or "full"]:
        for count in possible(options.threads):
            say(f"{point}, threads {count}")
            # A process of its own: what an earlier point gave back would hide the growth.
            ours = Ours(options.program)
            # The smallest point first, so that the pages of the program itself are there.
            ours.prepare(GRIDS["check"][0], count)
            ours.train()
            before = ours.bytes("memory")
            ours.prepare(point, count)
            for _ in range(3):
                ours.train()
            peak, formula = ours.bytes("memory"), ours.bytes("formula")
            allocations = ours.allocations(10)
            ours.close()
            if allocations:
                sys.exit(f"{point}, threads {count}: ten steps asked {allocations} times for memory")
            grown = peak - before if peak is not None else None
            mib = [f"{value / 2**20:.1f}" if value is not None else "–"
                   for value in (grown, formula)]
            share = f"{grown / formula:.2f}" if grown and formula else "–"
            rows.append([str(point).split()[0], point.loss, str(count), *mib, share,
                         "–" if allocations is None else str(allocations)])
    return ["Growth of the resident peak by preparing a point and training three steps, in MiB, and "
            "how often the next ten steps asked for memory.", "",
            *report.table(["H,B,T,I", "loss", "threads", "grown", "formula", "x",
                          "allocations"], rows)]


def main():
    options = arguments()
    if not Path(options.program).exists():
        sys.exit(f"{options.program} is not there: build it with `make bench`")
    alone = options.without_torch or options.memory or options.limit
    if options.keep_memory and not alone:
        keep_memory()
    torch = None if alone else find_torch()
    if torch is None and not alone:
        say(f"PyTorch is not installed, so only ours is measured; to compare: {INSTALL}")
    if options.memory:
        lines = memory(options)
    elif options.scaling:
        lines = scaling(options, torch)
    elif options.busy:
        lines = busy(options, torch)
    elif options.limit:
        lines = in_a_row(options)
    else:
        lines = compare(options, torch)
    text = "\n".join(lines) + "\n"
    print(text, end="")
    if options.output:
        Path(options.output).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
