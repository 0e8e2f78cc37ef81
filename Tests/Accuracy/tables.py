"""Markdown: tables, numbers, and marks for what was to be reached."""

import math


def table(head, rows):
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    return lines + ["| " + " | ".join(row) + " |" for row in rows]


def number(value, digits=3):
    return "–" if value is None or not math.isfinite(value) else f"{value:.{digits}f}"


def percent(value, digits=1, sign=False):
    if value is None or not math.isfinite(value):
        return "–"
    return f"{100 * value:{'+' if sign else ''}.{digits}f} %"


class Verdicts:
    """Everything that has a floor or a goal, counted for the last line and the exit status."""

    def __init__(self, judges=True):
        self.judges = judges
        self.broken, self.failed, self.passed, self.reached = [], [], 0, 0

    def mark(self, what, floor, goal=None):
        """What is reached, in a word: `floor` and `goal` tell whether each is met."""
        if not self.judges:
            return "not judged"
        if not floor:
            self.failed.append(what)
            return "**missed**"
        self.passed += 1
        self.reached += bool(goal)
        return "goal" if goal else "floor"

    def lines(self):
        if not self.judges:
            return ([f"Wrong: {'; '.join(self.broken)}."] if self.broken
                    else ["Everything ran, and nothing is worse than it may be."])
        total = self.passed + len(self.failed)
        lines = [f"{self.passed} of {total} floors are held, {self.reached} goals are reached."]
        if self.failed:
            lines += ["", "Missed: " + "; ".join(self.failed) + "."]
        if self.broken:
            lines += ["", "Did not run: " + "; ".join(self.broken) + "."]
        return lines

    @property
    def status(self):
        """1 where a floor is missed or something did not run."""
        return 1 if self.failed or self.broken else 0
