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


def is_another(supervisor: Supervisor, pid: int) -> bool:
    return supervisor.pids().get("Pulse", pid) != pid


@pytest.mark.parametrize(
    ("how", "told"), [(signal.SIGKILL, "ended"), (signal.SIGSTOP, "Pulse")]
)
def test_a_killed_or_frozen_program_is_started_again(
    supervisor, pulse, looked_after, eventually, said, how, told
):
    program = pulse()
    supervisor.start(program)
    first = supervisor.pids()["Pulse"]

    def break_it():
        os.kill(first, how)
        eventually(lambda: is_another(supervisor, first))

    looked_after(break_it)
    assert is_gone(first)
    assert told in said[0]


def test_one_that_freezes_before_it_ever_answered_is_started_again(
    supervisor, pulse, looked_after, eventually, said
):
    supervisor.begin(replace(pulse(), answers=lambda _since: False))
    first = supervisor.pids()["Pulse"]

    def break_it():
        os.kill(first, signal.SIGSTOP)
        eventually(lambda: is_another(supervisor, first))

    looked_after(break_it)
    assert "is frozen" in said[0]


def test_one_that_answers_through_others_while_frozen_is_started_again(
    supervisor, pulse, looked_after, eventually
):
    supervisor.start(replace(pulse(), answers=lambda _since: True))
    first = supervisor.pids()["Pulse"]

    def break_it():
        os.kill(first, signal.SIGSTOP)
        eventually(lambda: is_another(supervisor, first))

    looked_after(break_it)
    assert is_gone(first)


def test_what_a_frozen_program_had_started_goes_with_it(supervisor, pulse, looked_after, eventually, tmp_path):
    supervisor.start(pulse("with-child"))
    first = supervisor.pids()["Pulse"]
    eventually(lambda: (tmp_path / "pulse.child").exists())
    child = int((tmp_path / "pulse.child").read_text())

    def break_it():
        os.kill(first, signal.SIGSTOP)
        eventually(lambda: is_another(supervisor, first))

    looked_after(break_it)
    assert is_gone(child)


def test_a_program_that_keeps_ending_is_tried_less_and_less_often(
    supervisor, pulse, looked_after, eventually, said, tmp_path
):
    marks = tmp_path / "started"
    failing = replace(
        pulse(), command=[sys.executable, "-c", f"open({str(marks)!r}, 'a').write('x'); print('no luck')"]
    )
    supervisor.begin(failing)
    looked_after(lambda: eventually(lambda: len(said) == 3))
    assert len(marks.read_text()) == 3
    assert "no luck" in said[-1]


def test_a_program_that_ends_while_starting_shows_its_last_words(supervisor, pulse):
    broken = replace(pulse(), command=[sys.executable, "-c", "raise SystemExit('the hold is full of water')"])
    with pytest.raises(CannotStart, match="the hold is full of water"):
        supervisor.start(broken)


def test_stopping_ends_a_program_that_does_not_listen(supervisor, pulse):
    deaf = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
    program = pulse("with-child")
    program = replace(
        program, command=[program.command[0], "-c", deaf + program.command[2], *program.command[3:]], grace=0.5
    )
    supervisor.start(program)
    members = processes.family(supervisor.pids()["Pulse"])
    supervisor.stop()
    assert all(is_gone(pid) for pid in members)


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
