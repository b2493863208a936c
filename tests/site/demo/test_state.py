import json
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from quayside.bootstrap import CannotStart
from quayside.demo import private
from quayside.demo.state import DataDirectory

ROOT = Path(__file__).resolve().parents[3]
HOLDER = """
import sys, time
sys.path[:0] = {path!r}
from pathlib import Path
from quayside.demo.state import DataDirectory
with DataDirectory(Path({data!r})).held():
    print("held", flush=True)
    time.sleep(600)
"""


@pytest.fixture
def data(tmp_path):
    directory = DataDirectory(tmp_path / "data")
    directory.claim()
    return directory


def test_a_folder_with_something_else_in_it_is_refused_and_left_alone(tmp_path):
    (tmp_path / "thesis.txt").write_text("words")
    with pytest.raises(CannotStart, match="not a data directory of Quayside"):
        DataDirectory(tmp_path).claim()
    assert [entry.name for entry in tmp_path.iterdir()] == ["thesis.txt"]


def test_a_folder_that_cannot_be_made_is_named():
    with pytest.raises(CannotStart, match="/dev/null/data cannot be written"):
        DataDirectory(Path("/dev/null/data")).claim()


def test_a_second_holder_is_told_who_the_first_one_is(data):
    script = HOLDER.format(path=sys.path, data=str(data.path))
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        holder.stdout.readline()
        with pytest.raises(CannotStart, match=f"process {holder.pid}"), data.held():
            pass
        holder.kill()
    with data.held():
        pass  # a killed holder holds nothing


def test_secrets_are_made_once_and_for_their_owner_alone(data):
    first = data.keys()
    assert DataDirectory(data.path).keys() == first
    assert len(set(first.values())) == len(first)
    assert stat.S_IMODE((data.path / "secrets.json").stat().st_mode) == 0o600


def test_a_private_file_replaces_one_that_everybody_could_read(tmp_path):
    path = tmp_path / "table.json"
    path.write_text("{}")
    path.chmod(0o644)
    private.write(path, {"a": 1})
    assert json.loads(path.read_text()) == {"a": 1}
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_starting_fresh_forgets_everything_but_whose_folder_it_is(data):
    data.make_folders()
    data.keys()
    data.remember(migrated="yes")
    with data.held():
        data.wipe()
    assert sorted(entry.name for entry in data.path.iterdir()) == [".quayside-data", "demo.lock"]
    assert data.recall("migrated") is None


def test_a_copy_of_a_folder_has_processes_of_its_own(data, tmp_path):
    copy = tmp_path / "copy"
    copy.mkdir()
    (copy / ".quayside-data").write_bytes((data.path / ".quayside-data").read_bytes())
    assert DataDirectory(copy).mark() != data.mark()


def test_a_damaged_file_is_named(data):
    (data.path / "state.json").write_text("{")
    with pytest.raises(CannotStart, match=r"state\.json cannot be read"):
        data.recall("migrated")
