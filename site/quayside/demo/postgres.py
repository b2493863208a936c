"""A real PostgreSQL as our own child process, on loopback only."""

import os
import shutil
import signal
import subprocess
from collections.abc import Sequence
from pathlib import Path

import psycopg

from quayside.bootstrap import CannotStart
from quayside.demo import binaries, children, private, processes

SUPERUSER = "quayside_superuser"
MAJOR = "18"
SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "max_connections": "200",
    # Memory that is taken as it is used: the indexes of a large installation should stay in it.
    "shared_buffers": "512MB",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_line_prefix": "%m [%p] ",
    "log_min_messages": "warning",
}
# Tests lose nothing when the machine loses power.
CARELESS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


def program(
    place: binaries.Place, *, port: int, password: str, log: Path, careless: bool = False
) -> children.Program:
    """The server's child process; its cluster is made when there is none yet. Raises CannotStart."""
    cluster = place.folder / "postgres"
    if not cluster.exists():
        _make_cluster(place, cluster, password, log, careless=careless)
    if not processes.marked(place.mark):
        # PostgreSQL takes any process with the number in it for the earlier server: a dead one nobody has
        # waited for, or after a container's restart something else altogether.
        (cluster / "postmaster.pid").unlink(missing_ok=True)
    found = (cluster / "PG_VERSION").read_text().strip()
    if found != MAJOR:
        raise CannotStart(
            f"{cluster} was made by PostgreSQL {found} and this is {MAJOR}; "
            "start with the earlier release and export, or start anew with --fresh."
        )
    settings = {**SETTINGS, "port": str(port), "cluster_name": place.mark, **(CARELESS if careless else {})}
    options = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
    return children.Program(
        name="PostgreSQL",
        command=[str(place.postgres / "postgres"), "-D", str(cluster), *options],
        log=log,
        answers=lambda _since: _answers(port, password),
        environment=_environment(),
        folder=cluster,
        user=place.user,
        # Fast shutdown: running transactions are rolled back, a checkpoint is written.
        stop_signal=signal.SIGINT,
        orphaned=signal.SIGINT,
        start_within=60.0,
        grace=10.0,
    )


def url(port: int, user: str, password: str, database: str) -> str:
    """Where a role finds a database."""
    return f"postgresql://{user}:{password}@127.0.0.1:{port}/{database}"


def _answers(port: int, password: str) -> bool:
    # As superuser: the connections kept for it answer even when the application has used up the others.
    address = url(port, SUPERUSER, password, "postgres")
    with psycopg.connect(address, connect_timeout=3, autocommit=True) as connection:
        return connection.execute("SELECT 1").fetchone() == (1,)


def _make_cluster(place: binaries.Place, cluster: Path, password: str, log: Path, *, careless: bool) -> None:
    unfinished = cluster.with_suffix(".new")
    shutil.rmtree(unfinished, ignore_errors=True)
    secret = place.folder / "superuser"
    with private.new_file(secret) as handle:
        handle.write(password)
    if place.user is not None:
        os.chown(secret, place.user, place.user)
    binaries.owned_folder(unfinished, place.user)
    command = [
        *(str(place.postgres / "initdb"), "-D", str(unfinished), "-U", SUPERUSER),
        *("--encoding=UTF8", "--locale-provider=builtin", "--locale=C.UTF-8", "--data-checksums"),
        *("--auth=scram-sha-256", f"--pwfile={secret}", *(["--no-sync"] if careless else [])),
    ]
    try:
        _run_to_end(command, place, log)
    finally:
        secret.unlink(missing_ok=True)
    unfinished.rename(cluster)


def _run_to_end(command: Sequence[str], place: binaries.Place, log: Path) -> None:
    with log.open("ab") as sink:
        run = subprocess.run(
            children.on_leash(command, user=place.user, folder=Path("/")),
            stdin=subprocess.DEVNULL,
            stdout=sink,
            stderr=subprocess.STDOUT,
            env=_environment(),
            check=False,
        )
    if run.returncode:
        raise CannotStart(f"PostgreSQL could not make its cluster.{children.tail(log)}")


def _environment() -> dict[str, str]:
    """Nothing of ours: PG* variables of the person who starts would change the server."""
    return {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TZ": "UTC"}
