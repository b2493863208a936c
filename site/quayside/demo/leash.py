"""Ties a process to the one that started it: standard library only, also run as a script.

    python leash.py --parent PID --signal N [--user UID] [--folder DIR] -- program argument...

becomes the program, which gets signal N when the parent dies, however that dies. The kernel does it on Linux;
elsewhere this script stays between the two and looks twice a second.
"""

import argparse
import ctypes
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Sequence

PR_SET_PDEATHSIG = 1
PAUSE = 0.5


def die_with_parent(parent: int, how: signal.Signals = signal.SIGKILL) -> None:
    """From now on this process gets `how` when the process `parent` ends. Call after changing the user."""
    if not _by_kernel(how):
        threading.Thread(target=_watch, args=(parent, how), daemon=True).start()
    if os.getppid() != parent:  # it died before we asked
        os.kill(os.getpid(), how)


def _by_kernel(how: signal.Signals) -> bool:
    if not sys.platform.startswith("linux"):
        return False
    return bool(ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, int(how), 0, 0, 0) == 0)


def _watch(parent: int, how: signal.Signals) -> None:
    while os.getppid() == parent:
        time.sleep(PAUSE)
    os.kill(os.getpid(), how)


def become_user(uid: int) -> None:
    """Give up root for good: no groups, no way back."""
    os.setgroups([])
    os.setgid(uid)
    os.setuid(uid)


def main(argv: Sequence[str]) -> int:
    """Run the program on a leash; returns only where the kernel does not help."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--parent", type=int, required=True)
    parser.add_argument("--signal", type=int, required=True)
    parser.add_argument("--user", type=int)
    parser.add_argument("--folder")
    parser.add_argument("program", nargs="+")
    options = parser.parse_args(argv)
    if options.folder:
        os.chdir(options.folder)
    if options.user is not None:
        become_user(options.user)
    how = signal.Signals(options.signal)
    if _by_kernel(how):
        if os.getppid() != options.parent:
            return 1
        os.execv(options.program[0], options.program)  # noqa: S606
    return _stay_between(options.program, options.parent, how)


def _stay_between(program: Sequence[str], parent: int, how: signal.Signals) -> int:
    with subprocess.Popen(program, close_fds=False) as child:
        for forwarded in (signal.SIGTERM, signal.SIGINT, signal.SIGQUIT):
            signal.signal(forwarded, lambda number, _frame: child.send_signal(number))
        while os.getppid() == parent:
            try:
                return child.wait(PAUSE)
            except subprocess.TimeoutExpired:
                continue
        child.send_signal(how)
        return child.wait()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
