"""A real Valkey as our own child process, on loopback only, durable to the second."""

import os
from pathlib import Path

import redis

from quayside.demo import binaries, children, private


def program(
    place: binaries.Place, *, port: int, password: str, log: Path, careless: bool = False
) -> children.Program:
    """The server's child process; its settings are written anew, what it holds is kept."""
    folder = binaries.owned_folder(place.folder / "valkey", place.user)
    settings = folder / "valkey.conf"
    with private.new_file(settings) as handle:
        handle.write(_settings(place, folder, port, password, careless=careless))
    if place.user is not None:
        os.chown(settings, place.user, place.user)
    return children.Program(
        name="Valkey",
        command=[str(place.valkey), str(settings)],
        log=log,
        answers=lambda _since: _answers(port, password),
        environment={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"},
        folder=folder,
        user=place.user,
        silence=5.0,
    )


def url(port: int, password: str, database: int = 0) -> str:
    """Where clients find it."""
    return f"redis://:{password}@127.0.0.1:{port}/{database}"


def _settings(place: binaries.Place, folder: Path, port: int, password: str, *, careless: bool) -> str:
    lines = {
        "bind": "127.0.0.1",
        "port": str(port),
        # Queued work is code to be run: no other user of this machine may write here.
        "requirepass": password,
        "dir": f'"{folder}"',
        "databases": "64",
        "appendonly": "no" if careless else "yes",
        "appendfsync": "everysec",
        "save": '""',
        "loglevel": "warning",
        "proc-title-template": f'"{{title}} {{listen-addr}} {place.mark}"',
    }
    return "".join(f"{name} {value}\n" for name, value in lines.items())


def _answers(port: int, password: str) -> bool:
    with redis.Redis(
        port=port, password=password, protocol=2, socket_timeout=1, socket_connect_timeout=1
    ) as client:
        return bool(client.ping())
