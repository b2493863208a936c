"""Asks for everything a host offers and looks for what belongs to somebody else."""

import io
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import quote

from django.apps import apps
from django.conf import settings
from django.db import models
from django.test import Client

from tests.isolation import routes
from tests.isolation.markers import NOWHERE, WORD
from tests.isolation.routes import Route, Values
from tests.people import PASSWORD

# Answers only people who are signed in, on every host.
SIGNED_IN: Final = "/accounts/profile/"
EXPORTS: Final = ("?export=csv", "?export=xlsx")


@dataclass(slots=True)
class Answer:
    """What came back, in the form in which it is searched."""

    path: str
    status: int
    kind: str
    location: str
    text: str

    def says(self, tag: str) -> bool:
        """Whether the tag stands in a header or anywhere in the body."""
        return tag in self.text

    def like(self, other: "Answer", pk: int) -> bool:
        """Whether it gives no hint that the two keys asked for differ."""
        return self.status == other.status and self.location == other.location.replace(str(NOWHERE), str(pk))


@dataclass(slots=True)
class Report:
    """What the crawl found."""

    asked: int = 0
    leaks: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    hints: list[str] = field(default_factory=list)
    unfillable: list[str] = field(default_factory=list)
    # Addresses that showed marked rows of the business whose host it is: the crawl is not looking at empty pages.
    own: set[str] = field(default_factory=set)

    @property
    def findings(self) -> list[str]:
        """Everything that must not be."""
        return [
            *(f"shows a marker: {path}" for path in self.leaks),
            *(f"fails: {path}" for path in self.broken),
            *(f"tells that the row exists: {path}" for path in self.hints),
            *(f"nobody knows how to fill: {route}" for route in self.unfillable),
        ]


class Crawl:
    """One visitor on one host. `foreign` and `own` are the tags to look for."""

    def __init__(
        self, *, host: str, urlconf: str, values: Values, foreign: str, own: str, email: str = ""
    ) -> None:
        self.urlconf, self.values, self.email = urlconf, values, email
        self.foreign, self.own = foreign, own
        self.client = Client(headers={"host": host}, raise_request_exception=False)
        self.report = Report()
        self.sign_in()

    def sign_in(self) -> None:
        """Sign in, or sign in again where a request ended the session."""
        if not self.email or self.client.get(SIGNED_IN).status_code == 200:
            return
        answer = self.client.post("/accounts/login/", {"login": self.email, "password": PASSWORD})
        assert answer.status_code == 302, answer.content.decode()[:1000]
        assert self.client.get(SIGNED_IN).status_code == 200

    def fetch(self, path: str) -> Answer:
        """GET, searched for markers."""
        return self._look(path, self.client.get(path))

    def send(self, path: str) -> Answer:
        """POST what an intruder would, searched for markers."""
        response = self.client.post(path, payload(self.values.pk))
        if settings.SESSION_COOKIE_NAME in response.cookies:
            self.sign_in()
        return self._look(f"POST {path}", response)

    def read_everything(self, *, enough: int | None = None) -> Report:
        """GET every route, lists with searches and exports, rows with the other business's keys.

        Stops early at `enough` leaks.
        """
        for route, path in self._paths():
            answer = self.fetch(path)
            if route.takes_arguments and str(self.values.pk) in path:
                nowhere = self.fetch(path.replace(str(self.values.pk), str(NOWHERE)))
                if not answer.like(nowhere, self.values.pk):
                    self.report.hints.append(f"{path} answers {answer.status}, not {nowhere.status}")
            if answer.status == 200:
                self._vary(path, answer)
            if enough is not None and len(self.report.leaks) >= enough:
                break
        return self.report

    def write_everything(self) -> Report:
        """POST to every route."""
        for _route, path in self._paths():
            self.send(path)
        assert not self.email or self.client.get(SIGNED_IN).status_code == 200
        return self.report

    def _paths(self) -> Iterator[tuple[Route, str]]:
        for route in routes.routes(self.urlconf):
            found = routes.paths(route, self.values, urlconf=self.urlconf)
            if not found and not routes.hidden(route, urlconf=self.urlconf):
                self.report.unfillable.append(str(route))
            for path in found:
                yield route, path

    def _vary(self, path: str, plain: Answer) -> None:
        self.fetch(f"{path}?q={WORD}&search={WORD}&term={WORD}&p=1")
        self.fetch(f"{path}?{keys(self.values.pk)}")
        for export in EXPORTS:
            if self.fetch(path + export).kind == plain.kind:
                break  # the page knows no exports

    def _look(self, path: str, response: Any) -> Answer:
        body = response.getvalue() if response.streaming else response.content
        response.close()
        headers = "\n".join(f"{name}: {value}" for name, value in response.headers.items())
        text = "\n".join([headers, str(response.cookies), *_texts(body)]).lower()
        for echo in _echoes(path):  # what the visitor has said themselves is no news to them
            text = text.replace(echo, "")
        answer = Answer(
            path=path,
            status=response.status_code,
            kind=response.headers.get("Content-Type", ""),
            location=response.headers.get("Location", ""),
            text=text,
        )
        self.report.asked += 1
        if answer.says(self.foreign):
            self.report.leaks.append(f"{answer.status} {path}")
        if answer.says(self.own):
            self.report.own.add(path)
        if answer.status >= 500:
            self.report.broken.append(f"{answer.status} {path}")
        return answer


def _echoes(path: str) -> Iterator[str]:
    path = path.removeprefix("POST ").partition("?")[0].lower()
    for _times in range(3):
        yield path
        path = quote(path).lower()


def _texts(body: bytes) -> Iterator[str]:
    yield body.decode("utf-8", "replace")
    if body[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(body)) as packed:
            for name in packed.namelist():
                yield packed.read(name).decode("utf-8", "replace")


def references() -> Iterable[str]:
    """Every name under which a form could take a row's key."""
    yield from ("id", "ids", "pk", "next", "parent", "parent_page_id", "child_of", "collection_id", "chosen")
    for model in apps.get_models():
        for column in model._meta.get_fields():
            if column.is_relation and not column.auto_created:
                yield column.name
                yield f"{column.name}_id"


def keys(pk: int) -> str:
    """A query string that names the row in every way."""
    return "&".join(f"{name}={pk}" for name in dict.fromkeys(references()))


def payload(pk: int) -> dict[str, str]:
    """A form that names the row in every way and tries to change it."""
    found = dict.fromkeys(references(), str(pk))
    for model in apps.get_models():
        for column in model._meta.concrete_fields:
            if isinstance(column, models.EmailField):
                found[column.name] = "intruder@people.example"
            elif isinstance(column, models.CharField | models.TextField) and not column.choices:
                found.setdefault(column.name, "intruder")
    return found
