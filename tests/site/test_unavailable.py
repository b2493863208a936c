"""While a server is away people read one sentence, wherever in Django the failure arose."""

import json
from collections.abc import Callable
from typing import Any

import pytest
import redis
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.urls import path
from psycopg_pool import PoolTimeout

from quayside.unavailable import UnavailableMiddleware, server_error

AWAY = [
    redis.ConnectionError("Error 111 connecting to 10.0.0.5:6379"),
    redis.TimeoutError("Timeout reading from 10.0.0.5:6379"),
    OperationalError("connection to server at 10.0.0.5 failed: password=x"),
    InterfaceError("connection already closed"),
    PoolTimeout("couldn't get a connection after 5.00 sec"),
]
_failure: dict[str, Exception] = {}


def failing_view(request: HttpRequest) -> HttpResponse:
    raise _failure["view"]


class FailingMiddleware:
    """Stands where sessions are read."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "middleware" in _failure:
            raise _failure["middleware"]
        return self.get_response(request)


urlpatterns = [path("", failing_view)]
handler500 = server_error


def ask(place: str, error: Exception, **headers: str) -> Any:
    _failure.clear()
    _failure[place] = error
    here = __name__
    with override_settings(
        ROOT_URLCONF=here,
        MIDDLEWARE=["quayside.unavailable.UnavailableMiddleware", f"{here}.FailingMiddleware"],
    ):
        return Client(raise_request_exception=False, headers=headers).get("/")


@pytest.mark.parametrize("place", ["view", "middleware"])
@pytest.mark.parametrize("error", AWAY, ids=lambda error: type(error).__name__)
def test_a_server_that_is_away_is_a_503_with_a_sentence(place: str, error: Exception) -> None:
    response = ask(place, error)
    assert response.status_code == 503
    assert response["Retry-After"]
    assert response["Cache-Control"] == "no-store"
    assert b"Please try again in a moment." in response.content
    assert b"10.0.0.5" not in response.content


def test_programs_get_json() -> None:
    response = ask("view", AWAY[0], accept="application/json")
    assert response["Content-Type"] == "application/json"
    assert json.loads(response.content)["error"] == "unavailable"


def test_browsers_get_html_whatever_else_they_accept() -> None:
    response = ask("view", AWAY[0], accept="text/html,application/json")
    assert response["Content-Type"].startswith("text/html")


@pytest.mark.parametrize("place", ["view", "middleware"])
def test_it_is_logged_once_and_without_a_traceback(place: str, caplog: pytest.LogCaptureFixture) -> None:
    ask(place, AWAY[0])
    (record,) = caplog.records
    assert (record.name, record.exc_info) == ("quayside.unavailable", None)


@pytest.mark.parametrize("place", ["view", "middleware"])
def test_our_own_mistakes_stay_500(place: str) -> None:
    assert ask(place, RuntimeError("broken")).status_code == 500


def test_other_errors_of_views_are_left_to_django() -> None:
    middleware = UnavailableMiddleware(failing_view)
    assert middleware.process_exception(RequestFactory().get("/"), RuntimeError()) is None
