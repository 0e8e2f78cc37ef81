"""Builds the campaigns' programs; their targets are in the package only where FUZZ is set."""

import json
import os
import platform
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def tell(words):
    print(f"campaign: {words}", file=sys.stderr, flush=True)


def commit():
    """The commit that is measured, with a plus where the tree has changes."""
    def git(*words):
        return subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True).stdout.strip()
    changed = git("status", "--porcelain", "--untracked-files=no")
    return (git("rev-parse", "--short", "HEAD") or "unknown") + ("+" if changed else "")


def fuzzer_library():
    """libFuzzer without a main of its own, as the toolchain comes with it; None where it does not."""
    told = subprocess.run(["swiftc", "-print-target-info"], capture_output=True, text=True)
    if told.returncode != 0:
        return None
    resources = Path(json.loads(told.stdout)["paths"]["runtimeResourcePath"])
    name = f"libclang_rt.fuzzer_no_main-{platform.machine()}.a"
    return next((resources / "clang").resolve().rglob(name), None)


def build(product, sanitizer, tree=ROOT, scratch=None):
    """Builds one program and returns where it lies; the flags stand here and not in the package.

    -enable-testing: the campaigns look at what is internal. lld: gold dies of the fuzzer's sections.
    With the sanitizer "none" libFuzzer is linked to code that does not count which parts of it are reached.
    """
    kind = {None: "plain", "none": "blind", "fuzzer": "", "fuzzer,address": "address"}[sanitizer]
    scratch = scratch or ROOT / (f".build-fuzz-{kind}" if kind else ".build-fuzz")
    command = ["swift", "build", "-c", "release", "--package-path", str(tree), "--scratch-path",
               str(scratch), "--product", product, "-Xswiftc", "-enable-testing"]
    if sanitizer in (None, "none"):
        # Calls into the standard library are cheaper without a linkage table: a quarter of the time.
        command += ["--static-swift-stdlib"]
    if sanitizer == "none":
        for word in [fuzzer_library(), "-lstdc++", "-lm"]:
            command += ["-Xlinker", str(word)]
    elif sanitizer:
        command += ["-Xswiftc", f"-sanitize={sanitizer}", "-Xswiftc", "-use-ld=lld"]
    tell(f"building {product}")
    built = subprocess.run(command, env={**os.environ, "FUZZ": "1"}, stdout=subprocess.PIPE,
                           stderr=subprocess.STDOUT, text=True)
    if built.returncode != 0:
        print(built.stdout, file=sys.stderr)
        sys.exit(f"campaign: {product} could not be built")
    return scratch / "release" / product
