"""A real Chromium on the real server: uvicorn in a process of its own, on this worker's database."""

import os
import shutil
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from quayside.demo import ports
from tests.databases import ROOT
from tests.people import PASSWORD
from tests.polling import wait_for

FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
PHONE: ViewportSize = {"width": 390, "height": 844}
DESK: ViewportSize = {"width": 1280, "height": 900}


class Site:
    """The running installation and how to get into it."""

    def __init__(self, port: int, folder: Path) -> None:
        self.port = port
        # Where its files and its mails are written.
        self.folder = folder

    def url(self, path: str = "/", slug: str = "") -> str:
        """Address of a path on a business's host, or on the platform's."""
        host = f"{slug}.localhost" if slug else "localhost"
        return f"http://{host}:{self.port}{path}"


@pytest.fixture(scope="module")
def server(django_db_setup: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The server for the tests of a module: every test finds its own clone behind it, under the same name."""
    port = ports.kept_or_free(None)
    folder = tmp_path_factory.mktemp("server")
    environment = {**os.environ, "PUBLIC_URL": f"http://localhost:{port}", "WEB_WORKERS": "1", "DEMO": "1"}
    environment |= {
        "EMAIL_URL": f"file://{folder}",
        "STORAGE_URL": f"file://{folder}",
        "LOG_LEVEL": "ERROR",
    }
    name = settings.DATABASES["default"]["NAME"]
    for role in ("OWNER", "APP", "SIGNIN", "PLATFORM"):
        key = f"DATABASE_URL_{role}"
        environment[key] = urlsplit(environment[key])._replace(path=f"/{name}").geturl()
    environment["PYTHONPATH"] = os.pathsep.join((str(ROOT), str(ROOT / "site")))
    command = [
        sys.executable,
        "-c",
        "import sys; from quayside.serve import main; sys.exit(main(sys.argv[1:]))",
    ]
    with (tmp_path_factory.mktemp("log") / "server.log").open("wb") as log:
        process = subprocess.Popen(
            [*command, "--port", str(port)], env=environment, cwd=ROOT, stdout=log, stderr=log
        )
        try:
            wait_for(lambda: _answers(port), seconds=60)
            yield Site(port, folder)
        finally:
            process.terminate()
            process.wait(20)


@pytest.fixture
def site(transactional_db: None, coral: Any, server: Site) -> Site:
    """The server with this test's own clone of the baked database, and nothing written yet."""
    for entry in server.folder.iterdir():
        shutil.rmtree(entry) if entry.is_dir() else entry.unlink()
    return server


def _answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/livez", timeout=2) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """One browser for the tests of a module, gone before other tests run: it keeps an event loop in this thread."""
    # Playwright's synchronous interface keeps an event loop in this thread, and Django takes that for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=os.environ["CHROMIUM"], args=FLAGS)
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(params=["desk", "phone"])
def page(request: pytest.FixtureRequest, chromium: Browser) -> Iterator[Page]:
    """A fresh page, at a desk in light and on a phone in the dark; whatever the console complains of fails the test."""
    on_phone = request.param == "phone"
    context = chromium.new_context(
        viewport=PHONE if on_phone else DESK, color_scheme="dark" if on_phone else "light", has_touch=on_phone
    )
    opened = context.new_page()
    said: list[str] = []
    opened.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    opened.on("pageerror", lambda error: said.append(str(error)))
    yield opened
    context.close()
    assert not said, said


@pytest.fixture
def sign_in(site: Site) -> Callable[..., None]:
    """Sign somebody in through the form."""

    def go(page: Page, email: str, slug: str = "") -> None:
        page.goto(site.url("/accounts/login/", slug))
        page.locator("input[type=email]").first.fill(email)
        page.locator("input[type=password]").first.fill(PASSWORD)
        page.locator("input[type=password]").first.press("Enter")
        page.wait_for_load_state("load")

    return go


@pytest.fixture
def looks_right() -> Callable[[Page], None]:
    """No serious accessibility finding, no level of headings left out, nothing wider than the window."""
    axe = Axe()

    def check(page: Page) -> None:
        page.wait_for_load_state("load")
        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wide <= 1, f"{page.url} scrolls sideways by {wide} px"
        violations = axe.run(page).response["violations"]
        serious = [
            f"{found['id']}: {found['nodes'][0]['target']}"
            for found in violations
            if found["impact"] in {"serious", "critical"} or found["id"] == "heading-order"
        ]
        assert not serious, f"{page.url}: {serious}"

    return check
