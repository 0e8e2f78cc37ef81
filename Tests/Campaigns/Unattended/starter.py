"""Runs commands for a campaign that wants to know their memory, from a process that itself is small.

The system counts what a process held before it became another program, so that a large one cannot measure
small ones. A line of words on standard input is a command; back come its code, its KiB, and how much it said
into the file that is named first. Nothing is imported that makes this larger; `python3 -I -S` runs it.
"""

import os
import sys


def main():
    said = os.open(sys.argv[1], os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600)
    for line in sys.stdin:
        os.ftruncate(said, 0)
        os.lseek(said, 0, os.SEEK_SET)
        process = os.fork()
        if process == 0:
            os.dup2(os.open("/dev/null", os.O_RDONLY), 0)
            os.dup2(said, 1)
            os.dup2(said, 2)
            words = line.split()
            os.execve(words[0], words, os.environ)
        _, status, usage = os.wait4(process, 0)
        print(os.waitstatus_to_exitcode(status), usage.ru_maxrss, os.fstat(said).st_size, flush=True)


if __name__ == "__main__":
    main()
