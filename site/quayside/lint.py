"""`manage.py lint`: everything that is checked by reading the code. Needs the requirements of the tests."""

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LONGEST_MODULE = 400
CODE = ("apps", "cms", "site", "tests")

STEPS: dict[str, list[str]] = {
    "style": ["-m", "ruff", "check", *CODE, "manage.py"],
    "format": ["-m", "ruff", "format", "--check", *CODE, "manage.py"],
    "types": ["-m", "mypy"],
    "layers": ["-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"],
    "templates": ["-m", "djlint", "templates", "--lint", "--quiet"],
    "dependencies": ["-m", "deptry", "."],
    "migrations": ["-m", "django", "makemigrations", "--check", "--dry-run"],
    "models": ["-m", "django", "check", "--fail-level", "WARNING"],
}


def main(argv: Sequence[str]) -> int:
    """Run the named steps, all of them without any; answers 1 when one finds something."""
    parser = argparse.ArgumentParser(prog="manage.py lint", description=__doc__)
    parser.add_argument("steps", nargs="*", choices=[*STEPS, "length", []], help="only these")
    chosen = parser.parse_args(argv).steps or [*STEPS, "length"]
    failed = [step for step in chosen if not _passes(step)]
    print(f"Found something: {', '.join(failed)}." if failed else "Nothing found.")
    return 1 if failed else 0


def _passes(step: str) -> bool:
    started = time.monotonic()
    good = _modules_are_short() if step == "length" else _run(STEPS[step])
    print(f"{'ok  ' if good else 'FAIL'} {step:13}{time.monotonic() - started:5.1f} s", flush=True)
    return good


def _run(words: Sequence[str]) -> bool:
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "site"))),
        "DJANGO_SETTINGS_MODULE": "quayside.offline",
    }
    run = subprocess.run(
        [sys.executable, *words], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    if run.returncode:
        print(run.stdout + run.stderr, flush=True)
    return run.returncode == 0


def _modules_are_short() -> bool:
    long = []
    for folder in CODE:
        for path in (ROOT / folder).rglob("*.py"):
            lines = len(path.read_text(encoding="utf-8").splitlines())
            if lines > LONGEST_MODULE and "migrations" not in path.parts:
                long.append(f"{path.relative_to(ROOT)}: {lines} lines, {LONGEST_MODULE} are allowed")
    print("\n".join(long), end="\n" if long else "")
    return not long
