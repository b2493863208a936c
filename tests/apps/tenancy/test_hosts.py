"""Every way to write a host leads to one name; what is none leads nowhere."""

import pytest

from apps.tenancy.hosts import normalise_host


@pytest.mark.parametrize(
    "header",
    ["coral.example", "Coral.Example", "coral.example:80", "CORAL.EXAMPLE.:8000", "coral.example."],
)
def test_ways_to_write_one_host(header: str) -> None:
    assert normalise_host(header) == "coral.example"


def test_addresses_are_hosts() -> None:
    assert normalise_host("127.0.0.1:8000") == "127.0.0.1"
    assert normalise_host("[::1]:8000") == "[::1]"


@pytest.mark.parametrize(
    "header",
    [
        "",
        ".",
        ":80",
        "a b",
        "a,b",
        "coral.example:80:80",
        "coral.example:port",
        "coral.example..",
        "coral..example",
        "coral.example/x",
        "-coral.example",
        "coral.example\n",
        "córal.example",
        "[::1",
        "[coral]",
        "user@coral.example",
        "a" * 254,
    ],
)
def test_what_is_no_host(header: str) -> None:
    assert normalise_host(header) == ""
