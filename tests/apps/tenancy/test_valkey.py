"""What is told to Valkey without waiting arrives, also after Valkey was started anew."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import redis
from django.conf import settings

from apps.tenancy import valkey
from tests.polling import wait_for
from tests.valkey import OwnValkey, own_valkey


@pytest.fixture
def server(tmp_path: Path, settings: Any) -> Iterator[OwnValkey]:
    with own_valkey(tmp_path) as running:
        settings.REDIS_URL = running.url
        valkey.client.cache_clear()
        yield running
    valkey.client.cache_clear()


def value(name: str) -> bytes | None:
    with redis.Redis.from_url(settings.REDIS_URL) as client:
        found = client.get(name)
    return found if isinstance(found, bytes) else None


def test_what_is_told_arrives(server: OwnValkey) -> None:
    teller = valkey.Teller()
    for number in (b"1", b"2", b"3"):
        teller.tell(b"SET", b"a", number)
    wait_for(lambda: value("a") == b"3")


def test_who_left_is_noticed_before_the_next_word(server: OwnValkey) -> None:
    teller = valkey.Teller()
    teller.tell(b"SET", b"a", b"1")
    server.kill()
    with pytest.raises(valkey.FAILURES):
        teller.tell(b"SET", b"a", b"2")
    server.start()
    teller.tell(b"SET", b"a", b"3")
    wait_for(lambda: value("a") == b"3")


def test_a_refused_command_spoils_nothing(server: OwnValkey) -> None:
    teller = valkey.Teller()
    teller.tell(b"NO-SUCH-COMMAND", b"a")
    teller.tell(b"SET", b"a", b"1")
    wait_for(lambda: value("a") == b"1")
