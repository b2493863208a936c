import os
import signal
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from quayside.bootstrap import CannotStart
from quayside.demo import processes
from quayside.demo.supervisor import Supervisor

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def said():
    return []


@pytest.fixture
def supervisor(said):
    keeper = Supervisor(said.append)
    yield keeper
    keeper.stop()


@pytest.fixture
def looked_after(supervisor):
    """Healing goes on in this thread while `during` runs in another, since only the main thread starts children."""

    def run(during):
        over, wrong = threading.Event(), []

        def aside():
            try:
                during()
            except BaseException as error:  # noqa: BLE001  raised again below
                wrong.append(error)
            finally:
                over.set()

        beside = threading.Thread(target=aside)
        beside.start()
        supervisor.look_after(over)
        beside.join()
        if wrong:
            raise wrong[0]

    return run


def is_gone(pid: int) -> bool:
    return pid not in {process.pid for process in processes.table()}


@pytest.fixture
def replaced(supervisor, looked_after, eventually):
    """Send the program a signal and wait until another process has taken its place; answers the first one."""

    def run(how):
        first = supervisor.pids()["Pulse"]

        def break_it():
            os.kill(first, how)
            eventually(lambda: supervisor.pids().get("Pulse", first) != first)

        looked_after(break_it)
        return first

    return run


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGSTOP])
def test_a_killed_or_frozen_program_is_started_again(supervisor, pulse, replaced, said, how):
    supervisor.start(pulse())
    assert is_gone(replaced(how))
    assert "starting it again" in said[0]


def test_one_that_freezes_before_it_ever_answered_is_started_again(supervisor, pulse, replaced, said):
    supervisor.begin(replace(pulse(), answers=lambda _since: False))
    assert is_gone(replaced(signal.SIGSTOP))
    assert "is frozen" in said[0]


def test_one_that_answers_through_others_while_frozen_is_started_again(supervisor, pulse, replaced):
    supervisor.start(replace(pulse(), answers=lambda _since: True))
    assert is_gone(replaced(signal.SIGSTOP))


def test_what_a_frozen_program_had_started_goes_with_it(supervisor, pulse, replaced, eventually, tmp_path):
    supervisor.start(pulse("with-child"))
    eventually((tmp_path / "pulse.child").exists)
    child = int((tmp_path / "pulse.child").read_text())
    replaced(signal.SIGSTOP)
    # Killed, but it leaves the process table when the machine's first process gets to it.
    eventually(lambda: is_gone(child))


def test_a_program_that_keeps_ending_shows_its_last_words(supervisor, looked_after, pulse, eventually, said):
    ending = [sys.executable, "-c", "print('no luck')"]
    supervisor.begin(replace(pulse(), command=ending))
    looked_after(lambda: eventually(lambda: len(said) >= 3))
    assert "no luck" not in said[0]
    assert "no luck" in said[-1]


def test_a_program_that_ends_while_starting_shows_its_last_words(supervisor, pulse):
    broken = replace(pulse(), command=[sys.executable, "-c", "raise SystemExit('the hold is full of water')"])
    with pytest.raises(CannotStart, match="the hold is full of water"):
        supervisor.start(broken)


def test_stopping_ends_a_program_that_does_not_listen(supervisor, pulse, eventually):
    deaf = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
    program = pulse("with-child")
    program = replace(
        program,
        command=[program.command[0], "-c", deaf + program.command[2], *program.command[3:]],
        grace=0.5,
    )
    supervisor.start(program)
    members = processes.family(supervisor.pids()["Pulse"])
    supervisor.stop()
    assert is_gone(members[0])
    eventually(lambda: all(is_gone(pid) for pid in members))


ORPHANS = """
import os, sys, time
sys.path[:0] = [{root!r}, {site!r}]
from pathlib import Path
from quayside.demo import children
program = children.Program(name="Sleep", command=[sys.executable, "-c", "import time; time.sleep(600)"],
                           log=Path({log!r}), answers=lambda since: True)
print(children.start(program).pid, flush=True)
time.sleep(600)
"""


def test_nothing_outlives_a_supervisor_that_is_killed(tmp_path, eventually):
    script = ORPHANS.format(root=str(ROOT), site=str(ROOT / "site"), log=str(tmp_path / "log"))
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True) as starter:
        assert starter.stdout is not None
        child = int(starter.stdout.readline())
        assert not is_gone(child)
        starter.kill()
    eventually(lambda: is_gone(child), within=10)
