"""Free ports on loopback."""

import random
import socket
from itertools import count

from quayside.bootstrap import CannotStart

LOOPBACK = "127.0.0.1"
# Below the ports that Linux, macOS and the BSDs give to connections going out: one of those may take a port
# between our look at it and the server's start.
_NEVER_GIVEN_OUT = range(20_000, 32_768)


def reserve(port: int) -> socket.socket:
    """A bound socket that does not listen yet. Raises OSError when the port is taken."""
    # The protocol is named, since asyncio switches Nagle's algorithm off only for sockets that say TCP.
    bound = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind((LOOPBACK, port))
    except BaseException:
        bound.close()
        raise
    return bound


def is_free(port: int) -> bool:
    """Whether a server could take the port now."""
    try:
        reserve(port).close()
    except (OSError, OverflowError):
        return False
    return True


def kept_or_free(kept: int | None) -> int:
    """The port of the last start when it is still free, another one otherwise."""
    if kept is not None and is_free(kept):
        return kept
    chance = random.SystemRandom()
    return next(port for port in iter(lambda: chance.choice(_NEVER_GIVEN_OUT), None) if is_free(port))


def for_web(wanted: int | None, default: int) -> socket.socket:
    """The port asked for, or the first free one from the default on. Raises CannotStart when taken."""
    if wanted is None:
        return next(bound for port in count(default) if (bound := _attempt(port)) is not None)
    try:
        return reserve(wanted)
    except OverflowError:
        raise CannotStart(f"{wanted} is no port; ports go from 1 to 65535.") from None
    except OSError as error:
        raise CannotStart(f"Port {wanted} cannot be used: {(error.strerror or '').lower()}.") from error


def _attempt(port: int) -> socket.socket | None:
    try:
        return reserve(port)
    except OSError:
        return None
