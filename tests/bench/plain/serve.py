"""Run as a program: the reference under the product's server settings, with as many processes and threads."""

import argparse
import socket

import django

django.setup()

from django.conf import settings  # noqa: E402
from uvicorn.supervisors import Multiprocess  # noqa: E402

from quayside import serve  # noqa: E402

APPLICATION = "tests.bench.plain.asgi:application"


def main() -> None:
    """Serve until told to stop."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, required=True)
    port: int = parser.parse_args().port
    configuration = serve.configuration(settings.WEB_WORKERS)
    configuration.app = APPLICATION
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listening.bind(("127.0.0.1", port))
    Multiprocess(configuration, sockets=[listening]).run()


if __name__ == "__main__":
    main()
