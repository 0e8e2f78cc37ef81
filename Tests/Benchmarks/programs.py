"""The two sides of the comparison. Both prepare a point, train one step, predict once.

Steps that are not timed come right before the timed one, with nothing between: threads of a pool that
wait for a command would have gone to sleep.
"""

import math
import os
import subprocess
import sys
import time


# glibc gives a step's memory back to the system and faults it in again at the next step, which can
# double PyTorch's time. With these it keeps what it has.
KEEPING_MEMORY = {
    "MALLOC_TRIM_THRESHOLD_": "4000000000",
    "MALLOC_MMAP_THRESHOLD_": "4000000000",
    "MALLOC_TOP_PAD_": "67108864",
}


def keep_memory():
    """Starts this program again with an allocator that keeps memory; it is only asked at the start."""
    if any(os.environ.get(name) != value for name, value in KEEPING_MEMORY.items()):
        flags = ["-B"] if sys.dont_write_bytecode else []
        flags += ["-S"] if sys.flags.no_site else []
        sys.stdout.flush()
        os.execve(sys.executable, [sys.executable, *flags, *sys.argv],
                  {**os.environ, **KEEPING_MEMORY})


class Ours:
    """The program `network-benchmark`: a command a line, an answer a line."""

    def __init__(self, program):
        # Ours runs as it is shipped.
        environment = {name: value for name, value in os.environ.items()
                       if name not in KEEPING_MEMORY}
        self._process = subprocess.Popen(
            [program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1,
            env=environment)
        self.path = self.ask("path").split()[0]

    def ask(self, command):
        self._process.stdin.write(command + "\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline().strip()
        if not answer or answer.startswith("error"):
            raise SystemExit(f"network-benchmark did not understand '{command}': '{answer}'")
        return answer

    def fma(self, seconds, threads):
        """GFLOP/s of nothing but multiply-adds on registers."""
        return float(self.ask(f"fma {seconds} {threads}"))

    def prepare(self, point, threads):
        self.ask(point.command(threads))

    def train(self, untimed=0):
        nanoseconds, loss = self.ask(f"train {untimed}").split()
        if not math.isfinite(float(loss)):
            raise SystemExit("the network's loss is no longer a number")
        return int(nanoseconds)

    def predict(self, untimed=0):
        return int(self.ask(f"predict {untimed}"))

    def bytes(self, command):
        answer = self.ask(command)
        return None if answer == "none" else int(answer)

    def allocations(self, steps):
        answer = self.ask(f"allocations {steps}")
        if answer == "none":
            return None
        during, before = map(int, answer.split())
        if before == 0:
            raise SystemExit("allocations are not counted")
        return during

    def close(self):
        self._process.stdin.close()
        self._process.wait()


class Torch:
    """PyTorch's nn.LSTM with the same recipe, its tensors step by step as it likes them best."""

    def __init__(self, torch):
        self._torch = torch
        self.version = torch.__version__

    def prepare(self, point, threads):
        torch = self._torch
        torch.set_num_threads(threads)
        torch.manual_seed(1)
        self._every = point.every_step
        self._lstm = torch.nn.LSTM(point.inputs, point.hidden, num_layers=2)
        self._head = torch.nn.Linear(point.hidden, point.outputs)
        self._parameters = [*self._lstm.parameters(), *self._head.parameters()]
        self._adam = torch.optim.Adam(self._parameters)
        self._inputs = torch.rand(point.steps, point.sequences, point.inputs) * 2 - 1
        spoken = (point.steps,) if self._every else ()
        self._targets = torch.rand(*spoken, point.sequences, point.outputs) * 2 - 1
        # One target in eight is unknown, as in network-benchmark.
        self._weights = (torch.rand_like(self._targets) >= 0.125).float() if self._every else None

    def _forward(self):
        hidden, _ = self._lstm(self._inputs)
        return self._head(hidden if self._every else hidden[-1])

    def _loss(self):
        if not self._every:
            return self._torch.nn.functional.mse_loss(self._forward(), self._targets)
        difference = self._forward() - self._targets
        return (difference * difference * self._weights).sum() / self._weights.sum()

    def _train(self):
        self._adam.zero_grad(set_to_none=True)
        self._loss().backward()
        self._torch.nn.utils.clip_grad_norm_(self._parameters, 1.0)
        self._adam.step()

    def train(self, untimed=0):
        for _ in range(untimed):
            self._train()
        start = time.perf_counter_ns()
        self._train()
        return time.perf_counter_ns() - start

    def train_on(self, threads):
        """Training steps of the prepared point on another count of threads."""
        def action(untimed=0):
            self._torch.set_num_threads(threads)
            return self.train(untimed)
        return action

    def predict(self, untimed=0):
        with self._torch.inference_mode():
            for _ in range(untimed):
                self._forward()
            start = time.perf_counter_ns()
            self._forward()
            return time.perf_counter_ns() - start


def find_torch():
    """PyTorch's side, or None where it is not installed."""
    try:
        import torch
    except ImportError:
        return None
    return Torch(torch)
