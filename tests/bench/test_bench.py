"""The benchmark's own arithmetic. What the product costs is for `manage.py bench` to say, not for the tests."""

import json
import socketserver
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bench import command, load, report
from tests.bench.measure import Figure, in_turns

HELLO = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nX-Request-ID: 1\r\n\r\nhello"
GONE = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"


class _Talk(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        while (line := self.rfile.readline()).strip():
            while self.rfile.readline().strip():
                pass
            self.wfile.write(HELLO if line.startswith(b"GET / ") else GONE)


@pytest.fixture
def server() -> Iterator[int]:
    """A port where `/` says hello and everything else is not found."""
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Talk) as listening:
        thread = threading.Thread(target=listening.serve_forever, args=(0.02,))
        thread.start()
        yield listening.server_address[1]
        listening.shutdown()
        thread.join()


def test_every_answer_is_counted_and_so_is_the_mark(server: int) -> None:
    heard = load.ask(server, "localhost", "/", clients=4, requests=40, mark="x-request-id")
    assert (heard.count, heard.marked) == (40, 40)
    assert 0 < heard.quantile(0.5) <= heard.quantile(0.99) <= heard.seconds


def test_an_error_page_is_never_measured(server: int) -> None:
    with pytest.raises(load.UnexpectedAnswer, match="404"):
        load.ask(server, "localhost", "/elsewhere", clients=1, requests=1)


def test_ours_and_the_reference_go_first_in_turns() -> None:
    order: list[str] = []

    def run(name: str, value: float) -> float:
        order.append(name)
        return value

    figure = in_turns(
        3, lambda _: run("ours", 3.0), lambda _: run("reference", 2.0), Figure("a page", "ms", 1.4)
    )
    assert order == ["ours", "reference", "reference", "ours", "ours", "reference"]
    assert figure.measured == 1.5
    assert figure.verdict == "MISS"


@pytest.mark.parametrize(("limit", "verdict"), [(1.3, "PASS"), (1.1, "MISS"), (None, "")])
def test_the_median_of_the_pairs_is_held_against_the_target(limit: float | None, verdict: str) -> None:
    figure = Figure("a page", "ms", limit, ours=[1.2, 9.0, 1.2], reference=[1.0, 1.0, 1.0])
    assert figure.verdict == verdict
    assert figure.spread == (1.2, 9.0)
    assert command.missed({"web": [figure]}) == (verdict == "MISS")


def test_the_table_and_the_file_say_the_same(tmp_path: Path) -> None:
    groups = {"web": [Figure("a page", "ms", 1.3, "bare", ours=[1.2, 1.2], reference=[1.0, 1.0])]}
    file = tmp_path / "figures.json"
    report.write_json(file, groups, {"quick": True})
    (figure,) = json.loads(file.read_text())["figures"]
    assert figure["verdict"] == "PASS"
    assert "1.20x (1.20..1.20)" in report.table(groups)
