import os
import subprocess
import sys
from pathlib import Path

import pytest

from quayside.demo import testing

ROOT = Path(__file__).resolve().parents[3]
SPREAD = ["-n", str((os.cpu_count() or 1) + 1), "--dist", "worksteal"]


def test_all_cores_are_used_unless_somebody_says_otherwise():
    assert testing._spread([]) == SPREAD
    assert testing._spread(["tests/site", "-k", "port"]) == SPREAD
    assert testing._spread(["-n0"]) == []
    assert testing._spread(["--pdb"]) == []


def test_paths_are_meant_from_where_the_person_stands(tmp_path, monkeypatch):
    monkeypatch.chdir(ROOT / "tests" / "site")
    here = Path("demo/test_testing.py")
    assert testing._absolute(f"{here}::test_x") == str(ROOT / "tests/site/demo/test_testing.py::test_x")
    assert testing._absolute("-k") == "-k"
    assert testing._absolute("port or state") == "port or state"


@pytest.mark.parametrize(
    ("arguments", "wanted"), [([], True), (["tests"], True), (["tests/site"], False), (["-k", "x"], True)]
)
def test_without_chromium_only_runs_that_would_use_it_leave_something_out(arguments, wanted, monkeypatch):
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("CHROMIUM", "/nowhere/chromium")
    monkeypatch.setenv("PATH", "/nowhere")
    assert bool(testing._browser(arguments)[1]) is wanted


def test_what_a_killed_run_left_is_swept_up(tmp_path, monkeypatch):
    monkeypatch.setattr(testing, "_places", lambda: {tmp_path})
    with subprocess.Popen([sys.executable, "-c", ""]) as ended:
        pass
    left = tmp_path / f"quayside-test-{ended.pid}-abc"
    kept = tmp_path / f"quayside-test-{os.getpid()}-abc"
    other = tmp_path / "quayside-test-notes"
    for folder in (left, kept, other):
        folder.mkdir()
    testing.sweep()
    assert [left.exists(), kept.exists(), other.exists()] == [False, True, True]
