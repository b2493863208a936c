import signal
import subprocess
import sys

import pytest

from quayside.demo import leash, processes

STARTER = """
import subprocess, sys, time
child = subprocess.Popen([sys.executable, "-c", {child!r}])
print(child.pid, flush=True)
time.sleep(600)
"""
WITHOUT_KERNEL = """
import os, signal, sys
sys.path[:0] = {path!r}
from quayside.demo import leash
leash._by_kernel = lambda how: False
leash.PAUSE = 0.05
{then}
"""
# Stays between, as where the kernel offers no help.
BETWEEN = """
sys.exit(leash.main(["--parent", str(os.getppid()), "--signal", "9", "--",
                     sys.executable, "-c", "import time; print('ready', flush=True); time.sleep(600)"]))
"""
# Watches its own parent.
ITSELF = "leash.die_with_parent(os.getppid()); import time; print('ready', flush=True); time.sleep(600)"


@pytest.mark.parametrize("then", [BETWEEN, ITSELF], ids=["between", "itself"])
def test_the_way_without_the_kernel_also_ends_with_the_parent(then, eventually):
    child = WITHOUT_KERNEL.format(path=sys.path, then=then)
    with subprocess.Popen(
        [sys.executable, "-c", STARTER.format(child=child)], stdout=subprocess.PIPE, text=True
    ) as starter:
        assert starter.stdout is not None
        pid = int(starter.stdout.readline())
        assert starter.stdout.readline() == "ready\n"
        members = processes.family(pid)
        assert len(members) == (2 if then is BETWEEN else 1)
        starter.kill()
    eventually(lambda: not {p.pid for p in processes.table()} & set(members), within=10)


def test_a_parent_that_is_already_gone_is_noticed():
    done = subprocess.run(
        [
            sys.executable,
            leash.__file__,
            "--parent",
            "1",
            "--signal",
            str(int(signal.SIGKILL)),
            "--",
            "/bin/true",
        ],
        check=False,
    )
    assert done.returncode != 0
