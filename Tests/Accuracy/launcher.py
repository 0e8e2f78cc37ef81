"""Starts one program, waits for it, and writes what it took as JSON: REPORT LIMIT COMMAND...

A process of its own, and a small one: Linux counts the memory of the process that starts another
into the peak of the started one, so that a campaign holding its data would be measured itself.
"""

import json
import os
import resource
import signal
import sys
import time


def main(report, limit, command):
    start = time.monotonic()
    child = os.fork()
    if child == 0:
        try:
            os.execvp(command[0], command)
        finally:
            os._exit(127)
    late = []

    def stop(*_):
        late.append(True)
        os.kill(child, signal.SIGKILL)

    signal.signal(signal.SIGALRM, stop)
    signal.signal(signal.SIGTERM, stop)
    signal.setitimer(signal.ITIMER_REAL, limit)
    _, status = os.waitpid(child, 0)
    wall = time.monotonic() - start
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    code = -os.WTERMSIG(status) if os.WIFSIGNALED(status) else os.WEXITSTATUS(status)
    with open(report, "w", encoding="utf-8") as file:
        json.dump({"status": code, "late": bool(late), "wall": wall,
                   "cpu": used.ru_utime + used.ru_stime, "megabytes": used.ru_maxrss / 1024}, file)


if __name__ == "__main__":
    main(sys.argv[1], float(sys.argv[2]), sys.argv[3:])
