"""`manage.py demo`: PostgreSQL, Valkey, web and worker from one command, with two businesses to look at."""

import argparse
import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from http import HTTPStatus
from pathlib import Path
from types import FrameType
from typing import Any

from quayside.bootstrap import CannotStart
from quayside.demo import (
    binaries,
    children,
    commands,
    environment,
    fingerprints,
    ports,
    processes,
    servers,
    services,
    table,
)
from quayside.demo.places import DEFAULT_DATA
from quayside.demo.progress import note, step
from quayside.demo.state import DataDirectory
from quayside.demo.supervisor import Supervisor

USUAL_PORT = 8000


def main(argv: Sequence[str]) -> int:
    """Run until Ctrl-C; 2 when it cannot start."""
    started = time.monotonic()
    options = _options(argv)
    os.umask(0o077)
    data = DataDirectory(options.data_dir)
    data.claim()
    with data.held():
        if options.fresh:
            _confirm(data)
        processes.clear_away(data.mark(), patience=5.0)
        if options.fresh:
            data.wipe()
        data.make_folders()
        with ports.for_web(options.port, USUAL_PORT) as listening:
            Demo(data, listening, started).run(options.json)
    return 0


def _options(argv: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="manage.py demo", description=__doc__)
    port = f"of the web pages (otherwise {USUAL_PORT} or the next free one)"
    parser.add_argument("--port", type=int, help=port)
    parser.add_argument(
        "--data-dir",
        type=Path,
        default=Path(os.environ.get("DATA_DIR") or DEFAULT_DATA),
        help="where everything is kept",
    )
    parser.add_argument("--fresh", action="store_true", help="forget what an earlier demo left there")
    parser.add_argument("--json", type=Path, metavar="FILE", help="addresses and sign-ins for scripts")
    return parser.parse_args(argv)


def _confirm(data: DataDirectory) -> None:
    if sys.stdin.isatty() and data.recall("migrated"):
        answer = input(f"Delete all data in {data.path}? [y/N] ")
        if answer.strip().lower() not in {"y", "yes"}:
            raise CannotStart("Nothing was deleted.")


class Demo:
    """One run, from the first server to the last."""

    def __init__(self, data: DataDirectory, listening: socket.socket, started: float) -> None:
        self.data = data
        self.listening = listening
        self.port: int = listening.getsockname()[1]
        self.started = started
        self.supervisor = Supervisor(note)
        self.over = threading.Event()
        self.is_up = False
        self.tenants: list[dict[str, Any]] = []

    def run(self, json: Path | None) -> None:
        """Start everything, say where it is, keep it running, stop everything."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._stop)
        try:
            print(f"Starting Quayside in {self.data.path}", flush=True)
            variables = self._start_servers()
            self._prepare(variables)
            self._start_services(variables)
            self._announce(variables, json)
            self.is_up = True
            self.supervisor.look_after(self.over)
        except KeyboardInterrupt:
            pass
        finally:
            self.is_up = True
            print("\nStopping", flush=True)
            self.supervisor.stop()

    def _stop(self, _number: int, _frame: FrameType | None) -> None:
        if self.over.is_set():
            os._exit(130)  # asked twice: the kernel ends the children with us
        self.over.set()
        if not self.is_up:
            raise KeyboardInterrupt

    def _start_servers(self) -> Mapping[str, str]:
        data = self.data
        if data.recall("migrated") is None:
            binaries.require_room(data.path)
        place = binaries.prepare(data.path, data.mark())
        if not (place.folder / "postgres").exists():
            data.remember(migrated=None, seeded=None)
        with step("PostgreSQL and Valkey"):
            pair = servers.programs(
                place,
                secrets=data.keys(),
                log=data.log,
                kept_ports=(data.recall("postgres_port"), data.recall("valkey_port")),
            )
            waiting = [self.supervisor.begin(program) for program in (pair.postgres, pair.valkey)]
            for wait in waiting:
                wait()
            data.remember(postgres_port=pair.postgres_port, valkey_port=pair.valkey_port)
        if data.recall("migrated") is None:
            with step("Roles and database"):
                pair.prepare_database()
        variables = environment.of_demo(data, pair, self.port)
        data.write(environment.FILE, variables)
        return variables

    def _prepare(self, variables: Mapping[str, str]) -> None:
        """Bring tables and static files to what the code expects; nothing when they are."""
        work = {
            "migrated": (["migrate", "--noinput"], fingerprints.of_migrations()),
            "collected": (["collectstatic", "--noinput"], fingerprints.of_static_files()),
        }
        due = {fact: job for fact, job in work.items() if self.data.recall(fact) != job[1]}
        if not due:
            return
        with step("Tables and static files"):
            running = {fact: self._begin(command, variables) for fact, (command, _hash) in due.items()}
            for fact, wait in running.items():
                wait()
                self.data.remember(**{fact: due[fact][1]})

    def _begin(self, command: Sequence[str], variables: Mapping[str, str]) -> Callable[[], None]:
        return commands.begin(
            command,
            environment=environment.for_commands(variables),
            log=self.data.log(command[0]),
        )

    def _start_services(self, variables: Mapping[str, str]) -> None:
        lean = environment.for_services(variables)
        samples = fingerprints.of_samples()
        with step("Web, worker and sample businesses"):
            programs = (
                services.web(self.listening, environment=lean, log=self.data.log("web")),
                services.worker(
                    redis_url=variables["REDIS_URL"], environment=lean, log=self.data.log("worker")
                ),
            )
            waiting = [self.supervisor.begin(program) for program in programs]
            if self.data.recall("seeded") != samples:
                self._begin(["seed_demo"], variables)()
                self.data.remember(seeded=samples)
            self.tenants = table.with_addresses(self.data.read(environment.SAMPLES), self.port)
            self.data.write(environment.SIGN_INS, {"tenants": self.tenants})
            for wait in waiting:
                wait()
            self._wait_until_healthy()

    def _wait_until_healthy(self) -> None:
        deadline = time.monotonic() + 30
        while (answer := services.status(self.port, "/healthz", seconds=5)) != HTTPStatus.OK:
            if time.monotonic() > deadline:
                raise CannotStart(f"/healthz answers {answer}.{children.tail(self.data.log('web'))}")
            time.sleep(0.1)

    def _announce(self, variables: Mapping[str, str], json: Path | None) -> None:
        if json is not None:
            table.write(json, table.for_scripts(self.tenants, self.port, variables))
        print(f"\nReady after {time.monotonic() - self.started:.1f} s; Ctrl-C stops everything.\n")
        print(table.for_people(self.tenants, self.port), flush=True)
