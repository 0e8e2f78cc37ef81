"""What the fuzzers begin with."""

import os
import subprocess
import tarfile
from pathlib import Path

from building import ROOT, tell

# A seed of the reader is eight bytes that say the options, all zero for none, and the file.
HEAD = bytes(8)
LONGEST = 1000


def csv_files(kept):
    """The public CSV files where they are at hand, and those of the project."""
    files = sorted((ROOT / "datasets").glob("*.csv"))
    shared = os.environ.get("FORECAST_SHARED")
    folder = Path(shared) / "csv" if shared else None
    if not folder or not folder.is_dir():
        tell("FORECAST_SHARED names no folder with CSV files: the fuzzer begins with datasets/")
        return files
    files += sorted((folder / "messy").glob("*.csv"))
    for name in ("conformance", "pollock"):
        unpacked = kept / "unpacked" / name
        if not unpacked.exists():
            with tarfile.open(folder / f"{name}.tar.xz") as archive:
                archive.extractall(unpacked)
        files += sorted(path for path in unpacked.rglob("*.csv") if "clean" not in path.parts)
    return files


def reader_seeds(kept):
    """A folder with the beginning of each file."""
    seeds = kept / "seeds" / "reader"
    if not seeds.exists():
        half = seeds.with_suffix(".half")
        half.mkdir(parents=True, exist_ok=True)
        for number, path in enumerate(csv_files(kept)):
            (half / f"{number}").write_bytes(HEAD + path.read_bytes()[:LONGEST])
        half.rename(seeds)
    return seeds


def model_seeds(kept, program):
    """A folder with the smallest model of each kind, and the oldest that is kept."""
    seeds = kept / "seeds" / "model"
    if not seeds.exists():
        half = seeds.with_suffix(".half")
        half.mkdir(parents=True, exist_ok=True)
        subprocess.run([str(program), "--seeds", str(half)], check=True)
        for path in (ROOT / "Tests" / "CommandTests" / "Fixtures").glob("*.safetensors"):
            (half / path.name).write_bytes(path.read_bytes())
        half.rename(seeds)
    return seeds
