import http.client
import json
import os
import re
import signal
import stat
import subprocess
import sys
import urllib.parse
from pathlib import Path
from typing import Any

import pytest

from quayside.demo import processes
from quayside.demo.ports import kept_or_free
from quayside.demo.state import DataDirectory

ROOT = Path(__file__).resolve().parents[3]


class Browser:
    """As little of one as signing in needs: cookies per host, forms, no redirects followed."""

    def __init__(self, address: str, host: str) -> None:
        self.address, self.host = address, host
        self.cookies: dict[str, str] = {}

    def get(self, path: str) -> tuple[int, str]:
        return self._ask("GET", path, None)

    def post(self, path: str, **fields: str) -> tuple[int, str]:
        return self._ask("POST", path, urllib.parse.urlencode(fields))

    def _ask(self, method: str, path: str, body: str | None) -> tuple[int, str]:
        port = self.address.rpartition(":")[2]
        headers = {
            "Host": f"{self.host}:{port}",
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            "Content-Type": "application/x-www-form-urlencoded",
        }
        connection = http.client.HTTPConnection(self.address, timeout=10)
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            for cookie in answer.headers.get_all("Set-Cookie") or []:
                name, _, value = cookie.partition(";")[0].partition("=")
                self.cookies[name] = value
            return answer.status, answer.read().decode()
        finally:
            connection.close()

    def sign_in(self, email: str, password: str) -> int:
        form = self.get("/accounts/login/")[1]
        found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', form)
        assert found is not None, form[:500]
        return self.post(
            "/accounts/login/", csrfmiddlewaretoken=found.group(1), login=email, password=password
        )[0]


@pytest.fixture
def data(tmp_path):
    directory = DataDirectory(tmp_path / "data")
    yield directory
    if directory.path.exists():
        processes.clear_away(directory.mark(), patience=5)
        directory.wipe()


@pytest.fixture
def start(data, tmp_path):
    """Type the command, and read on until it is ready."""
    running = []

    def run(*words: str) -> subprocess.Popen[str]:
        command = [sys.executable, str(ROOT / "manage.py"), "demo", "--data-dir", str(data.path), *words]
        process = subprocess.Popen(
            command,
            cwd="/",
            env={**os.environ, "QUAYSIDE_NO_VENV": "1"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        running.append(process)
        said = []
        for line in process.stdout or ():
            said.append(line)
            if line.startswith("Ready after"):
                return process
        pytest.fail("".join(said))

    yield run
    for process in running:
        if process.poll() is None:
            process.kill()
        process.communicate()


def health(address: str) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(Browser(address, "localhost").get("/healthz")[1])
    return answer


@pytest.mark.demo
def test_a_newcomer_types_one_command_and_signs_in_to_two_businesses(start, data, tmp_path, eventually):
    table_file = tmp_path / "table.json"
    demo = start("--port", str(kept_or_free(None)), "--json", str(table_file))

    table = json.loads(table_file.read_text())
    assert stat.S_IMODE(table_file.stat().st_mode) == 0o600
    assert set(table) == {"platform", "tenants", "database", "address"}
    assert health(table["address"])["status"] == "ok"
    for tenant in table["tenants"]:
        assert set(tenant) == {"slug", "trade", "url", "users"}
        owner = next(user for user in tenant["users"] if user["role"] == "owner")
        host = f"{tenant['slug']}.localhost"
        browser = Browser(table["address"], host)
        assert browser.sign_in(owner["email"], owner["password"]) == 302
        assert browser.get("/home/")[0] == 200
        everywhere = Browser(table["address"], host)
        assert everywhere.sign_in("accountant@quayside.example", owner["password"]) == 302
        for other in table["tenants"]:
            if other is not tenant:
                stranger = Browser(table["address"], f"{other['slug']}.localhost")
                assert stranger.sign_in(owner["email"], owner["password"]) == 200
                assert stranger.get("/home/")[0] == 302
    landing = Browser(table["address"], "localhost").get("/")[1]
    assert all(tenant["url"] in landing for tenant in table["tenants"])
    assert Browser(table["address"], "nobody.localhost").get("/")[0] == 404

    second = subprocess.run(
        [sys.executable, str(ROOT / "manage.py"), "demo", "--data-dir", str(data.path)],
        env={**os.environ, "QUAYSIDE_NO_VENV": "1"}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert second.returncode == 2
    assert f"process {demo.pid}" in second.stderr

    postgres = next(p for p in processes.table() if p.parent == demo.pid and "/postgres -D" in p.command)
    os.kill(postgres.pid, signal.SIGKILL)
    eventually(lambda: postgres.pid not in {p.pid for p in processes.table()})
    eventually(lambda: health(table["address"])["status"] == "ok", within=20)

    demo.send_signal(signal.SIGINT)
    assert demo.wait(20) == 0
    assert processes.marked(data.mark()) == []
