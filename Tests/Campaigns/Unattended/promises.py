"""What holds whatever happens to a run: nothing is torn, the next run ends well, and sweeps."""

import re

from places import DOCUMENTED, run
from scenarios import CHECKPOINT, MODEL

TEMPORARY = re.compile(r"(^|/)\.[^/]+\.[0-9]+-[0-9a-f]+\.tmp$")


def is_temporary(name):
    return bool(TEMPORARY.search(name))


def torn(staged, found, is_ended=False):
    """What is neither as before nor as after an undisturbed run, or should not be there at all.

    A run that has ended by itself leaves no temporary file either.
    """
    findings = []
    for name in sorted({*staged.before, *staged.after, *found}):
        content, old, new = found.get(name), staged.before.get(name), staged.after.get(name)
        if is_temporary(name):
            findings += [f"left {name} behind"] if is_ended else []
        elif content not in (old, new):
            size = "gone" if content is None else f"{len(content)} bytes"
            findings.append(f"TORN {name}: {size}, before {len(old or b'')}, after {len(new or b'')}")
    # What was trained is in the checkpoint or in the model.
    if CHECKPOINT in staged.before and CHECKPOINT not in found:
        findings += [] if found.get(MODEL) == staged.after[MODEL] else ["LOST the checkpoint"]
    return findings


def next_run(staged, place):
    """The same command once more, undisturbed: it has to end with the right bytes, and tidy up."""
    ran = run(staged.words, place.folder)
    if ran.code != 0 or ran.output or ran.errors:
        return [f"the next run ended with {ran}"]
    found, findings = place.files(), []
    for name in sorted({*staged.after, *found}):
        if is_temporary(name):
            findings.append(f"the next run left {name}")
        elif name == MODEL + ".prev":
            # The next run may have found the new model already.
            whole = {content.get(which) for content in (staged.before, staged.after)
                     for which in (MODEL, name)}
            findings += [] if found.get(name) in whole else [f"TORN {name} after the next run"]
        elif found.get(name) != staged.after.get(name):
            findings.append(f"TORN {name} after the next run")
    return findings


def undocumented(ran):
    return [] if ran.code in DOCUMENTED else [f"undocumented end: {ran}"]
