"""Chromium for the browser tests: found, or as root on Debian installed."""

import os
import shutil
import subprocess
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MAC = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
VARIABLE = "CHROMIUM"
INSTALL = (
    ("apt-get", "update", "-q"),
    ("apt-get", "install", "-q", "-y", "--no-install-recommends", "chromium"),
)
PATIENCE = 600


def find() -> str | None:
    """The program's path; CHROMIUM in the environment names it outright."""
    named = os.environ.get(VARIABLE)
    if named:
        return named if os.access(named, os.X_OK) else None
    on_path = next((path for name in NAMES if (path := shutil.which(name))), None)
    return on_path or (str(MAC) if MAC.exists() else None)


def find_or_install(log: Path) -> str | None:
    """The program's path, after installing it where that needs nobody's consent; None otherwise."""
    found = find()
    if found is None and os.geteuid() == 0 and shutil.which("apt-get") is not None:
        print("Installing Chromium for the browser tests", flush=True)
        _install(log)
        found = find()
    return found


def _install(log: Path) -> None:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    with log.open("ab") as sink:
        for command in INSTALL:
            try:
                subprocess.run(
                    command, stdin=subprocess.DEVNULL, stdout=sink, stderr=sink,
                    env=environment, timeout=PATIENCE, check=True,
                )  # fmt: skip
            except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
                print(f"Chromium could not be installed: {error}. The log is {log}.", flush=True)
                return
