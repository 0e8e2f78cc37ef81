"""Forecasts of statsforecast's models, made by the shared tool and kept in the cache."""

import importlib.util
import os
import subprocess
import sys
import time
from pathlib import Path

MODELS = ("AutoETS", "DynamicOptimizedTheta")
LEVELS = "80,95"
ABSENT = ("statsforecast is not installed, so nothing is set beside AutoETS and "
          "DynamicOptimizedTheta (pip install statsforecast)")


def is_here():
    return importlib.util.find_spec("statsforecast") is not None


class References:
    """One file for each set, protocol, model and digest of the data."""

    def __init__(self, shared, cache, told):
        self.tool = Path(shared) / "tools" / "baselines.py"
        self.cache, self.told = Path(cache), told
        self.cache.mkdir(parents=True, exist_ok=True)

    def path(self, trial, model):
        """The forecast's file, or nothing where it is neither kept nor can be made."""
        kept = self.cache / f"{trial.set.name}-{trial.protocol}-{model}-{trial.digest}.csv"
        lock = kept.with_suffix(".lock")
        self.wait(lock, kept)
        if kept.exists():
            return kept
        if not is_here():
            return None
        lock.write_text(str(os.getpid()), encoding="utf-8")
        self.told(f"{trial.set.title}: {model} of statsforecast, once; then it is in the cache")
        part = kept.with_suffix(f".{os.getpid()}.part")
        command = [sys.executable, "-B", str(self.tool), "--train", str(trial.train),
                   "--test", str(trial.test), "--season", str(trial.set.season),
                   "--model", model, "--levels", LEVELS, "-o", str(part)]
        if trial.set.fill_median:
            command += ["--fill-median", str(trial.set.fill_median)]
        try:
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                           text=True)
            part.replace(kept)
        except subprocess.CalledProcessError as error:
            self.told(f"{trial.set.title}: {model} failed: {error.stderr.strip().splitlines()[-1:]}")
            return None
        finally:
            part.unlink(missing_ok=True)
            lock.unlink(missing_ok=True)
        return kept

    def wait(self, lock, kept):
        """Another run may be making the same file: that is minutes, and no reason to do it twice."""
        told = False
        while lock.exists() and not kept.exists():
            try:
                os.kill(int(lock.read_text(encoding="utf-8") or 0), 0)
            except (OSError, ValueError):
                return
            if not told:
                self.told(f"waiting for {kept.name}, which another run is making")
                told = True
            time.sleep(1)
