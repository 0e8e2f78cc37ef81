"""The points that are measured, and the floating-point work in each."""

from dataclasses import dataclass

LAYERS = 2


@dataclass(frozen=True)
class Point:
    """H hidden units, B sequences of T steps with I inputs, 2 layers, a head of `outputs` values."""

    hidden: int
    sequences: int
    steps: int
    inputs: int
    every_step: bool = False
    outputs: int = 1

    @property
    def loss(self):
        return "every" if self.every_step else "last"

    def command(self, threads):
        sizes = f"{self.hidden} {self.sequences} {self.steps} {self.inputs} {threads}"
        return f"point {sizes} {self.loss} {self.outputs}"

    @property
    def forward_flops(self):
        """2 · 4H(I + H) for each layer and step, 2HO where the head speaks; a train step is thrice that.

        Really a little less: the lowest layer needs no gradient by its inputs.
        """
        flops, inputs = 0, self.inputs
        for _ in range(LAYERS):
            flops += 2 * 4 * self.hidden * (inputs + self.hidden) * self.sequences * self.steps
            inputs = self.hidden
        spoken = self.steps if self.every_step else 1
        return flops + 2 * self.hidden * self.outputs * self.sequences * spoken

    def __str__(self):
        return f"{self.hidden},{self.sequences},{self.steps},{self.inputs} {self.loss}"


def _every(hidden, steps, inputs):
    return Point(hidden, 32, steps, inputs, every_step=True, outputs=24)


GRIDS = {
    # Two points of a moment each: whether the benchmark itself works.
    "check": [Point(16, 32, 24, 1), _every(32, 50, 8)],
    "short": [
        Point(16, 32, 24, 1),
        Point(32, 32, 24, 1),
        Point(64, 32, 24, 1),
        Point(64, 32, 96, 8),
        Point(128, 32, 24, 1),
        _every(64, 100, 24),
    ],
    "full": [
        Point(16, 32, 24, 1),
        Point(32, 32, 24, 1),
        Point(64, 32, 24, 1),
        Point(128, 32, 24, 1),
        Point(32, 32, 96, 1),
        Point(64, 256, 24, 1),
        Point(64, 32, 96, 8),
        Point(128, 32, 96, 1),
        Point(128, 256, 96, 8),
        Point(256, 32, 96, 1),
        Point(256, 256, 96, 8),
        Point(128, 1024, 24, 1),
        Point(64, 1024, 96, 1),
        Point(32, 256, 336, 1),
        Point(128, 32, 336, 1),
    ]
    + [_every(hidden, steps, inputs) for hidden in (64, 128)
       for steps, inputs in ((100, 24), (400, 65), (700, 96))],
    # Where threads have something to share out, and where they hardly have.
    "threads": [
        Point(32, 32, 24, 1),
        Point(64, 256, 24, 1),
        Point(128, 256, 24, 1),
        _every(64, 100, 24),
    ],
}
