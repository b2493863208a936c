"""`manage.py serve`: uvicorn with several worker processes that never outlive it."""

import argparse
import multiprocessing
import socket
from collections.abc import Sequence

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from uvicorn import Config
from uvicorn.supervisors import Multiprocess

from quayside.bootstrap import CannotStart
from quayside.demo import leash

APPLICATION = "quayside.asgi:application"


class WorkerConfig(Config):
    """Configuration that ties the worker process it is loaded in to the process that started it."""

    def load(self) -> None:
        """Import the application."""
        starter = multiprocessing.parent_process()
        if starter is not None and starter.pid is not None:
            leash.die_with_parent(starter.pid)
        super().load()


def main(argv: Sequence[str]) -> int:
    """Serve until told to stop."""
    parser = argparse.ArgumentParser(prog="manage.py serve", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--workers", type=int, help="processes; otherwise WEB_WORKERS")
    parser.add_argument("--fd", type=int, help="a bound socket that the starter passes on")
    options = parser.parse_args(argv)
    try:
        # Read here even when it is given: a wrong environment is said once, not by every worker that dies of it.
        usual = settings.WEB_WORKERS
    except ImproperlyConfigured as error:
        raise CannotStart(str(error)) from error
    listening = _socket(options.host, options.port, options.fd)
    workers = options.workers or usual
    Multiprocess(configuration(workers), sockets=[listening]).run()
    return 0


def configuration(workers: int) -> WorkerConfig:
    """How requests are taken: uvloop and httptools, since asyncio with h11 adds 40 ms per kept connection."""
    return WorkerConfig(
        APPLICATION,
        workers=workers,
        loop="uvloop",
        http="httptools",
        ws="none",
        lifespan="on",
        access_log=False,
        log_config=None,
        # Who the client is comes from the number of trusted proxies, in Django's middleware.
        proxy_headers=False,
        server_header=False,
        timeout_graceful_shutdown=3,
    )


def _socket(host: str, port: int, descriptor: int | None) -> socket.socket:
    if descriptor is not None:
        return socket.socket(fileno=descriptor)
    family, kind, protocol, _name, address = _address(host, port)
    listening = socket.socket(family, kind, protocol)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind(address)
    except OSError as error:
        raise CannotStart(f"{host}:{port} cannot be used: {(error.strerror or '').lower()}.") from error
    return listening


def _address(host: str, port: int) -> tuple[int, int, int, str, tuple[str, int] | tuple[str, int, int, int]]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    except OSError as error:
        raise CannotStart(f"{host} is no address of this machine.") from error
    return found[0]  # type: ignore[return-value]
