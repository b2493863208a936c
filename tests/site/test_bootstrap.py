import ast
import base64
import hashlib
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
STDLIB_PYTHON = getattr(sys, "_base_executable", sys.executable)
WHEEL = "quay_probe-1.0-py3-none-any.whl"
CLI = """
import sys
def main(argv):
    import quay_probe
    print("ran", argv, "in", sys.prefix, "with", quay_probe.__name__)
    return 0
"""


def make_clone(folder: Path) -> Path:
    """The prelude alone, with a command line that reports where it runs and one locked package."""
    home = folder / "clone"
    package = home / "site" / "quayside"
    package.mkdir(parents=True)
    shutil.copy(ROOT / "manage.py", home)
    for name in ("__init__.py", "bootstrap.py", "installer.py"):
        shutil.copy(ROOT / "site" / "quayside" / name, package)
    (package / "cli.py").write_text(CLI)
    wheels = folder / "wheels"
    wheels.mkdir()
    digest = hashlib.sha256(_wheel(wheels / WHEEL).read_bytes()).hexdigest()
    lock = f"quay-probe==1.0 \\\n    --hash=sha256:{digest}\n"
    (home / "requirements.lock").write_text(lock)
    (home / "requirements-test.lock").write_text(f"# for tests\n{lock}")
    return home


@pytest.fixture
def clone(tmp_path):
    return make_clone(tmp_path)


@pytest.fixture(scope="module")
def first_start(tmp_path_factory):
    """A clone that was started once, and what that start said."""
    home = make_clone(tmp_path_factory.mktemp("installed"))
    return home, run(home, "hello", "there")


@pytest.fixture
def installed(first_start):
    """A clone with a finished environment; its lock files are put back afterwards."""
    home = first_start[0]
    locks = {path: path.read_text() for path in home.glob("*.lock")}
    yield home
    for path, text in locks.items():
        path.write_text(text)
    # What a test installed for tests goes again; the next one begins as the first did.
    stamp = home / ".venv" / ".quayside-stamp"
    if stamp.exists() and "with-tests" in stamp.read_text():
        stamp.unlink()
    run(home, "hello")


def _wheel(path: Path) -> Path:
    files = {
        "quay_probe.py": "",
        "quay_probe-1.0.dist-info/METADATA": "Metadata-Version: 2.1\nName: quay-probe\nVersion: 1.0\n",
        "quay_probe-1.0.dist-info/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = []
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
            digest = base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).rstrip(b"=")
            record.append(f"{name},sha256={digest.decode()},{len(text)}")
        archive.writestr("quay_probe-1.0.dist-info/RECORD", "\n".join(record))
    return path


def environment(clone: Path, **more: str) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("PIP_", "QUAYSIDE_"))}
    wheels = str(clone.parent / "wheels")
    pip = {"PIP_CONFIG_FILE": os.devnull, "PIP_NO_INDEX": "1", "PIP_FIND_LINKS": wheels}
    return {**kept, **pip, "HOME": str(clone.parent / "home"), **more}


def run(clone: Path, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [STDLIB_PYTHON, str(clone / "manage.py"), *words],
        cwd="/",
        env=environment(clone, **more),
        capture_output=True,
        text=True,
        check=False,
    )


def run_patched(clone: Path, patch: str) -> subprocess.CompletedProcess[str]:
    """As on a Python that lacks something: `patch` runs before manage.py does."""
    script = f"import sys, runpy; {patch}; runpy.run_path({str(clone / 'manage.py')!r}, run_name='__main__')"
    return subprocess.run(
        [STDLIB_PYTHON, "-c", script], env=environment(clone), capture_output=True, text=True, check=False
    )


def is_one_sentence(text: str) -> bool:
    return text.count("\n") == 1 and text.endswith(".\n") and "Traceback" not in text


@pytest.mark.parametrize("name", ["manage.py", "site/quayside/__init__.py", "site/quayside/bootstrap.py"])
def test_the_prelude_can_be_read_by_a_python_of_2016(name):
    ast.parse((ROOT / name).read_text(), feature_version=(3, 6))


def test_an_old_python_is_told_which_one_is_needed(clone):
    done = run_patched(clone, "sys.version_info = (3, 9, 2)")
    assert done.returncode == 2
    assert "needs Python 3.11 or newer" in done.stderr
    assert is_one_sentence(done.stderr)


def test_a_missing_venv_module_is_named_with_the_way_to_get_it(clone):
    done = run_patched(clone, "sys.modules['ensurepip'] = None")
    assert done.returncode == 2
    assert "ensurepip module is missing" in done.stderr
    assert "apt install python3" in done.stderr
    assert not (clone / ".venv").exists()


def test_a_place_that_cannot_be_written_is_named(clone):
    done = run(clone, "hello", QUAYSIDE_VENV="/dev/null/venv")
    assert done.returncode == 2
    assert "/dev/null/venv cannot be written" in done.stderr
    assert is_one_sentence(done.stderr)


def test_a_folder_that_is_no_environment_is_never_emptied(clone, tmp_path):
    precious = tmp_path / "home" / "thesis.txt"
    precious.parent.mkdir()
    precious.write_text("words")
    done = run(clone, "hello", QUAYSIDE_VENV=str(precious.parent))
    assert done.returncode == 2
    assert is_one_sentence(done.stderr)
    assert precious.read_text() == "words"


def test_without_network_the_package_is_named_and_the_log_is_shown(clone):
    done = run(
        clone, "hello",
        PIP_NO_INDEX="0", PIP_FIND_LINKS="", PIP_INDEX_URL="http://127.0.0.1:1/simple", PIP_RETRIES="1",
    )  # fmt: skip
    assert done.returncode == 2
    assert "quay-probe==1.0 could not be fetched: the package index does not answer" in done.stderr
    assert is_one_sentence(done.stderr)
    assert "127.0.0.1" in (clone / ".venv" / "install.log").read_text()


def test_a_package_with_another_hash_is_refused(installed):
    lock = installed / "requirements.lock"
    digest = lock.read_text().strip()[-64:]
    lock.write_text(lock.read_text().replace(digest, digest[::-1]))
    next((installed / ".venv").rglob("quay_probe-1.0.dist-info/RECORD")).unlink()
    shutil.rmtree(next((installed / ".venv").rglob("quay_probe-1.0.dist-info")))
    done = run(installed, "hello")
    assert done.returncode == 2
    assert "is not the one that requirements.lock names" in done.stderr


def test_the_first_start_installs_and_the_second_one_does_not(first_start):
    clone, first = first_start
    assert first.returncode == 0, first.stderr
    assert "Installing requirements.lock (1 packages)" in first.stdout
    assert f"ran ['hello', 'there'] in {clone / '.venv'}" in first.stdout
    second = run(clone, "hello", PIP_FIND_LINKS="/nowhere")
    assert second.stdout == f"ran ['hello'] in {clone / '.venv'} with quay_probe\n"


def test_an_installation_that_was_broken_off_is_done_again(installed):
    next((installed / ".venv").rglob("quay_probe.py")).unlink()
    (installed / ".venv" / ".quayside-stamp").unlink()
    again = run(installed, "hello")
    assert again.returncode == 0, again.stderr
    assert "Installing" in again.stdout


def test_the_environment_for_tests_also_runs_the_rest(installed):
    assert "Installing requirements-test.lock" in run(installed, "test").stdout
    assert "Installing" not in run(installed, "hello").stdout


def test_a_changed_lock_does_not_take_the_tools_for_tests_away(installed):
    run(installed, "test")
    for name in ("requirements.lock", "requirements-test.lock"):
        (installed / name).write_text("")
    assert "Installing requirements-test.lock" in run(installed, "hello").stdout


def test_a_changed_lock_is_followed_and_what_it_no_longer_names_goes(installed):
    (installed / "requirements.lock").write_text("")
    (installed / "requirements-test.lock").write_text("")
    changed = run(installed, "hello")
    assert "Installing requirements.lock (0 packages)" in changed.stdout
    assert "No module named 'quay_probe'" in changed.stderr


def test_of_two_starts_at_once_one_installs_and_both_run(clone):
    starts = [
        subprocess.Popen(
            [STDLIB_PYTHON, str(clone / "manage.py"), "hello"],
            env=environment(clone), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        )
        for _ in range(2)
    ]  # fmt: skip
    said = [start.communicate()[0] for start in starts]
    assert [start.returncode for start in starts] == [0, 0], said
    assert sum("Installing" in text for text in said) == 1


def test_an_interpreter_that_has_everything_makes_no_environment(clone):
    (clone / "site" / "quay_probe.py").write_text("")
    done = run(clone, "hello", QUAYSIDE_NO_VENV="1")
    assert done.returncode == 0, done.stderr
    assert not (clone / ".venv").exists()
