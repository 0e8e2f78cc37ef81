"""The tables and figures, in Markdown."""

import math
import os


def cpu_model():
    try:
        with open("/proc/cpuinfo") as file:
            for line in file:
                if line.startswith("model name"):
                    return line.split(":", 1)[1].strip()
    except OSError:
        pass
    return "unknown processor"


def heading(ours, torch, machine, runs):
    limits = ", ".join(f"{best:.0f} GFLOP/s on {count} thread{'s' if count > 1 else ''}"
                       for count, best in machine.best.items())
    load = " ".join(f"{value:.2f}" for value in os.getloadavg())
    peer = f"PyTorch {torch.version}" if torch else "without PyTorch"
    # Two threads of one core share its units, so this can also be the machine itself.
    single = machine.best.get(1, 0)
    doubtful = [str(count) for count, best in machine.best.items() if best < 0.8 * count * single]
    if doubtful:
        limits += (f". On {', '.join(doubtful)} threads that is far below so many times one thread: "
                   "the machine was never free, or its processors share a core")
    return [
        f"{cpu_model()}, {len(os.sched_getaffinity(0))} processors, load {load} at the end; "
        f"kernel path {ours.path}; {peer}.",
        f"Medians of {runs} single steps in milliseconds. Multiply-adds on registers: {limits}.",
    ]


def table(head, rows):
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    return lines + ["| " + " | ".join(row) + " |" for row in rows]


def milliseconds(value):
    if value is None:
        return "–"
    return f"{value:.3f}" if value < 1 else f"{value:.2f}" if value < 10 else f"{value:.1f}"


def ratio(ours, torch):
    return f"{torch / ours:.2f}" if torch else "–"


def percent(share):
    return f"{100 * share:.0f} %"


def grid(results, machine):
    head = ["H,B,T,I", "loss", "threads", "train", "torch", "x", "GF", "of FMA",
            "predict", "torch", "x", "of FMA"]
    rows = []
    for result in results:
        limit = machine.best[result.threads]
        point = result.point
        mark = "" if result.is_quiet(limit) else " ~"
        rows.append([
            f"{point.hidden},{point.sequences},{point.steps},{point.inputs}{mark}", point.loss,
            str(result.threads), milliseconds(result.train), milliseconds(result.torch_train),
            ratio(result.train, result.torch_train),
            f"{3 * point.forward_flops / result.train / 1e6:.0f}",
            percent(result.share_of_train(limit)), milliseconds(result.predict),
            milliseconds(result.torch_predict), ratio(result.predict, result.torch_predict),
            percent(result.share_of_predict(limit)),
        ])
    return table(head, rows) + [
        "", "x: PyTorch's time by ours, above 1 where ours is faster. ~: the machine was disturbed."]


def geometric_mean(values):
    return math.exp(sum(map(math.log, values)) / len(values))


def summary(results, machine):
    """A row for each count of threads and kind of step: means, losses, and the worst shares."""
    head = ["threads", "step", "points", "disturbed", "geometric mean x", "worst x", "x < 1.0",
            "x < 0.95", "worst of FMA, H >= 64", "worst of FMA, H = 32"]
    rows = []
    for threads, limit in machine.best.items():
        some = [result for result in results if result.threads == threads]
        for kind in ("train", "predict") if some else ():
            pairs = [(getattr(result, kind), getattr(result, "torch_" + kind)) for result in some]
            ratios = [torch / ours for ours, torch in pairs if torch]
            share = "share_of_" + kind

            def worst(belongs):
                shares = [getattr(result, share)(limit) for result in some
                          if belongs(result.point.hidden)]
                return percent(min(shares)) if shares else "–"

            rows.append([
                str(threads), kind, str(len(some)),
                str(sum(not result.is_quiet(limit) for result in some)),
                f"{geometric_mean(ratios):.2f}" if ratios else "–",
                f"{min(ratios):.2f}" if ratios else "–",
                str(sum(each < 1.0 for each in ratios)) if ratios else "–",
                str(sum(each < 0.95 for each in ratios)) if ratios else "–",
                worst(lambda hidden: hidden >= 64), worst(lambda hidden: hidden == 32),
            ])
    return table(head, rows)
