"""`manage.py lock`: both lock files from pyproject.toml, with versions and hashes. Standard library only."""

import argparse
import subprocess
import sys
import tempfile
import venv
from collections.abc import Sequence
from pathlib import Path

from quayside.bootstrap import RUN_LOCK, TEST_LOCK, CannotStart

ROOT = Path(__file__).resolve().parents[2]
COMPILE = (
    *("pip", "compile", "pyproject.toml", "--quiet", "--universal", "--python-version", "3.11"),
    *("--generate-hashes", "--no-emit-index-url", "--no-annotate"),
    *("--custom-compile-command", "python3 manage.py lock"),
)


def main(argv: Sequence[str]) -> int:
    """Write requirements.lock and requirements-test.lock; uv comes and goes with a throw-away environment."""
    parser = argparse.ArgumentParser(prog="manage.py lock", description=__doc__)
    parser.add_argument("--upgrade", action="store_true", help="newest versions of everything")
    options = parser.parse_args(argv)
    with tempfile.TemporaryDirectory(prefix="quayside-lock-") as folder:
        uv = _uv(Path(folder))
        extra = ["--upgrade"] if options.upgrade else []
        _run([uv, *COMPILE, *extra, "--output-file", RUN_LOCK])
        # The second follows the first, so that tests run with what is run.
        _run([uv, *COMPILE, *extra, "--group", "test", "-c", RUN_LOCK, "--output-file", TEST_LOCK])
    sys.stdout.write(f"Wrote {RUN_LOCK} and {TEST_LOCK}\n")
    return 0


def _uv(folder: Path) -> str:
    venv.create(folder, with_pip=True, symlinks=True)
    _run([str(folder / "bin" / "python"), "-I", "-m", "pip", "install", "--quiet", "uv"])
    return str(folder / "bin" / "uv")


def _run(command: Sequence[str]) -> None:
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if run.returncode:
        raise CannotStart(f"Locking failed: {run.stderr.strip() or 'no reason given'}")
