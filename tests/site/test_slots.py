"""Numbers of web processes: unique among the living, reused after the dead."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from quayside import slots
from tests.polling import wait_for

HOLD = """
import sys; sys.path.insert(0, sys.argv[1])
from pathlib import Path
from quayside.slots import Slot
slot = Slot(Path(sys.argv[2])); print(slot.number, flush=True); sys.stdin.read()
"""
SITE = str(Path(slots.__file__).parents[1])


def holder(folder: Path) -> tuple["subprocess.Popen[bytes]", int]:
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, SITE, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert process.stdout is not None
    return process, int(process.stdout.readline())


def end(process: "subprocess.Popen[bytes]") -> None:
    process.kill()
    process.communicate()


def test_every_living_process_has_a_number_of_its_own_and_the_next_takes_a_free_one(tmp_path: Path) -> None:
    first, second, third = (holder(tmp_path) for _ in range(3))
    assert [first[1], second[1], third[1]] == [0, 1, 2]
    assert slots.living(tmp_path) == {0, 1, 2}
    end(second[0])
    wait_for(lambda: slots.living(tmp_path) == {0, 2})
    fourth = holder(tmp_path)
    assert fourth[1] == 1
    for process, _ in (first, third, fourth):
        end(process)


def test_a_new_start_clears_what_the_last_one_left_and_a_joining_process_does_not(tmp_path: Path) -> None:
    (tmp_path / "counter_0.db").touch()
    first = slots.Slot(tmp_path)
    assert list(tmp_path.glob("*.db")) == []
    (tmp_path / "counter_0.db").touch()
    second = slots.Slot(tmp_path)
    assert [path.name for path in tmp_path.glob("*.db")] == ["counter_0.db"]
    assert (first.number, second.number) == (0, 1)
    first.release()
    second.release()


def test_a_folder_of_somebody_else_is_refused(tmp_path: Path) -> None:
    theirs = Path("/")
    if os.geteuid() == 0:
        theirs = tmp_path / "theirs"
        theirs.mkdir()
        os.chown(theirs, 65534, 65534)
    with pytest.raises(PermissionError, match="somebody else"):
        slots.Slot(theirs)
