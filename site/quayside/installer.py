"""Makes a virtual environment and installs a lock file into it: standard library only."""

import errno
import os
import re
import subprocess
import sys
import time
import venv as virtual_environments
from pathlib import Path
from typing import TextIO

from quayside.bootstrap import CannotStart

LOG = "install.log"
OURS = frozenset({"pip", "setuptools", "wheel"})
_PINNED = re.compile(r"^([A-Za-z0-9][A-Za-z0-9._-]*)(?:\[[^]]*\])?==(\S+)", re.MULTILINE)
_ONE_DONE = re.compile(r"^(?:Collecting|Requirement already satisfied:) ")
_WITHOUT_NETWORK = re.compile(
    r"NewConnectionError|ConnectTimeout|ReadTimeout|Name or service not known|ProxyError"
    r"|Temporary failure in name resolution|Connection refused|Network is unreachable|SSLError"
)


def make(place: Path) -> None:
    """A fresh environment with pip at `place`. Raises CannotStart."""
    print(f"Making {place}", flush=True)
    try:
        virtual_environments.create(place, with_pip=True, symlinks=True)
    except subprocess.CalledProcessError as error:
        said = (error.output or b"").decode(errors="replace")
        raise CannotStart(_sentence(place, said, "pip")) from error


def install(place: Path, python: Path, lock: Path) -> None:
    """Install exactly what `lock` names; what it no longer names goes. Raises CannotStart."""
    pinned = [(_canonical(name), version) for name, version in _PINNED.findall(lock.read_text())]
    print(f"Installing {lock.name} ({len(pinned)} packages)", flush=True)
    started = time.monotonic()
    log = place / LOG
    with log.open("w") as sink:
        wanted = ["--no-deps", "--require-hashes", "--progress-bar", "off", "-r", str(lock)]
        if _pip(python, ["install", *wanted], sink, total=len(pinned)) != 0:
            raise CannotStart(_sentence(place, log.read_text(errors="replace"), lock.name))
        extra = sorted(_installed(python) - {name for name, _ in pinned} - OURS)
        if extra:
            _pip(python, ["uninstall", "--yes", *extra], sink)
    print(f"Installed in {time.monotonic() - started:.0f} s", flush=True)


def _pip(python: Path, arguments: list[str], sink: TextIO, total: int = 0) -> int:
    # Isolated: packages of a PYTHONPATH would count as installed and then be missing.
    command = [str(python), "-I", "-m", "pip", *arguments]
    command += ["--disable-pip-version-check", "--no-input"]
    environment = {**os.environ, "PIP_USER": "0", "PIP_REQUIRE_VIRTUALENV": "0"}
    done = 0
    with subprocess.Popen(  # noqa: S603
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environment
    ) as process:
        for line in process.stdout or ():
            sink.write(line)
            sink.flush()
            if total and _ONE_DONE.match(line):
                done += 1
                _progress(f"  {done} of {total}")
    _progress("")
    return process.returncode


def _progress(text: str) -> None:
    if sys.stdout.isatty():
        print(f"\r\x1b[K{text}", end="", flush=True)


def _installed(python: Path) -> set[str]:
    listing = "import importlib.metadata as m; print(*{d.name for d in m.distributions()}, sep='\\n')"
    run = subprocess.run(  # noqa: S603
        [python, "-I", "-c", listing], capture_output=True, text=True, check=False
    )
    return {_canonical(name) for name in run.stdout.split()}


def _canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _sentence(place: Path, said: str, source: str) -> str:
    """What went wrong, for the person who waits; the rest is in the log."""
    log = f"The full log is {place / LOG}."
    if os.strerror(errno.ENOSPC) in said or os.strerror(errno.EDQUOT) in said:
        return f"The disk is full; {place} needs about 600 MB. {log}"
    missing = re.search(r"No matching distribution found for (\S+)", said)
    what = missing.group(1) if missing else source
    if _WITHOUT_NETWORK.search(said):
        return f"{what} could not be fetched: the package index does not answer. {log}"
    if missing:
        return f"{what} could not be fetched: the package index does not have it. {log}"
    if "DO NOT MATCH THE HASHES" in said:
        return f"A fetched package is not the one that {source} names. {log}"
    errors = [line for line in said.splitlines() if line.startswith("ERROR:")]
    reason = errors[-1].removeprefix("ERROR:").strip() if errors else "pip gave no reason."
    return f"Installing {source} failed: {reason} {log}"
