"""Log lines say which request, business and person they belong to, and nothing they must not say."""

import io
import json
import logging
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import structlog
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.urls import ResolverMatch

from apps.tenancy import context
from quayside import logs


@pytest.fixture
def logger() -> Iterator[tuple[logging.Logger, Callable[[], list[dict[str, Any]]]]]:
    """A third-party logger whose lines come out as JSON."""
    logger = logging.getLogger("third.party")
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(logs.events("json"))
    logger.addHandler(handler)
    logger.setLevel("DEBUG")
    yield logger, lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    logger.removeHandler(handler)


@pytest.fixture
def access() -> Iterator[Callable[[], list[dict[str, Any]]]]:
    """The access lines written meanwhile."""
    stream = io.StringIO()
    before = logs.access.stream, logs.access.enabled, logs.access.as_text
    logs.access.stream, logs.access.enabled, logs.access.as_text = stream, True, False
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    logs.access.stream, logs.access.enabled, logs.access.as_text = before


def handle(request: HttpRequest, view: Callable[[HttpRequest], HttpResponse]) -> HttpResponse:
    response: HttpResponse = logs.RequestMiddleware(view)(request)
    return response


def ok(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok")


def test_third_party_lines_are_json_with_what_is_bound(logger: Any) -> None:
    third_party, lines = logger
    with context.use(tenant=7, actor=3, request="r-1"):
        third_party.warning("slow: %s", "query", extra={"rows": 5})
    (line,) = lines()
    assert line.pop("timestamp")
    assert line == {
        "event": "slow: query",
        "level": "warning",
        "logger": "third.party",
        "rows": 5,
        "tenant": 7,
        "member": 3,
        "request": "r-1",
    }


def test_third_party_lines_are_masked_with_their_arguments_and_extras(logger: Any) -> None:
    third_party, lines = logger
    third_party.error(
        "mail to %s failed", "ann@coral.example", extra={"password": "hunter2", "who": ["ann@x.io"]}
    )
    (line,) = lines()
    assert line["event"] == "mail to [email] failed"
    assert line["password"] == "[hidden]"
    assert line["who"] == ["[email]"]


def test_tracebacks_are_masked_and_stay_readable(logger: Any) -> None:
    third_party, lines = logger
    try:
        try:
            raise ValueError("duplicate key: Key (email)=(ann@coral.example) already exists.")  # noqa: TRY301
        except ValueError as error:
            raise RuntimeError("password=hunter2") from error
    except RuntimeError:
        third_party.exception("broken")
    (line,) = lines()
    assert "ann@" not in line["exception"]
    assert "hunter2" not in line["exception"]
    assert "test_tracebacks_are_masked_and_stay_readable" in line["exception"]
    assert "RuntimeError: password=[hidden]" in line["exception"]


def test_structlogs_own_events_take_the_same_way(logger: Any) -> None:
    _, lines = logger
    structlog.get_logger("third.party").info("paid", card="4242 4242 4242 4242", order=12)
    (line,) = lines()
    assert (line["event"], line["card"], line["order"]) == ("paid", "[hidden]", 12)


def test_text_lines_hold_the_same(logger: Any) -> None:
    third_party, _ = logger
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(logs.events("text"))
    third_party.addHandler(handler)
    with context.use(tenant=7):
        third_party.info("mail to %s", "ann@coral.example", extra={"rows": 5})
    third_party.removeHandler(handler)
    assert stream.getvalue().endswith(" info     third.party: mail to [email] rows=5 tenant=7\n")


def test_our_own_mistakes_name_the_route_and_not_the_path(logger: Any) -> None:
    _, lines = logger
    request = RequestFactory().get("/accounts/reset/very-secret-link/")
    request.resolver_match = ResolverMatch(ok, (), {}, url_name="reset")
    record = logging.makeLogRecord(
        {
            "name": "django.request",
            "levelno": logging.ERROR,
            "levelname": "ERROR",
            "msg": "%s: %s",
            "args": ("Internal Server Error", request.path),
            "request": request,
            "status_code": 500,
        }
    )
    logging.getLogger("third.party").handle(record)
    (line,) = lines()
    assert line["event"] == "Internal Server Error"
    assert line["route"] == "reset"
    assert "very-secret" not in json.dumps(line)


def test_one_line_for_each_request_says_what_was_asked_by_whom(access: Any) -> None:
    def view(request: HttpRequest) -> HttpResponse:
        request.resolver_match = ResolverMatch(ok, (), {"pk": 5}, url_name="trip", route="trips/<int:pk>/")
        request.business = type("Business", (), {"id": 7})  # type: ignore[attr-defined]
        request._cached_user = type("User", (), {"pk": 3})  # type: ignore[attr-defined]
        return HttpResponse(status=201)

    response = handle(RequestFactory().post("/trips/5/?email=ann@coral.example"), view)
    (line,) = access()
    assert line.pop("timestamp")
    assert line.pop("ms") >= 0
    assert line.pop("request") == response["X-Request-ID"]
    assert line == {
        "level": "info",
        "logger": "access",
        "event": "request",
        "method": "POST",
        "route": "trip",
        "status": 201,
        "tenant": 7,
        "member": 3,
    }


def test_an_invented_method_is_not_repeated(access: Any) -> None:
    handle(RequestFactory().generic("ann@coral.example", "/"), ok)
    assert access()[0]["method"] == "OTHER"


@pytest.mark.parametrize("given", ["r-1", "0123456789abcdef0123456789abcdef", "A.b-c_d"])
def test_a_request_keeps_the_id_it_came_with(access: Any, given: str) -> None:
    assert handle(RequestFactory().get("/", headers={"X-Request-ID": given}), ok)["X-Request-ID"] == given
    assert access()[0]["request"] == given


@pytest.mark.parametrize("given", ["", "a b", "x" * 65, "'; DROP", "a\r\nSet-Cookie: b=1", "ä"])
def test_an_id_of_any_other_shape_is_replaced(access: Any, given: str) -> None:
    made = handle(RequestFactory().get("/", HTTP_X_REQUEST_ID=given), ok)["X-Request-ID"]
    assert made != given
    assert context.is_request_id(made)


def test_what_is_logged_on_the_way_carries_the_id(logger: Any, access: Any) -> None:
    third_party, lines = logger

    def view(request: HttpRequest) -> HttpResponse:
        third_party.info("on the way")
        return HttpResponse()

    response = handle(RequestFactory().get("/"), view)
    third_party.info("afterwards")
    assert [line.get("request") for line in lines()] == [response["X-Request-ID"], None]


def test_no_line_for_the_warm_up(access: Any) -> None:
    request = RequestFactory().get("/")
    request.META["quayside.warm_up"] = True
    handle(request, ok)
    assert access() == []


def test_readable_access_lines_fit_one_line(access: Any) -> None:
    logs.access.as_text = True
    handle(RequestFactory().get("/", headers={"X-Request-ID": "r-1"}), ok)
    written = logs.access.stream.getvalue()  # type: ignore[union-attr]
    assert written.endswith("unmatched request=r-1\n")
    assert "GET   200" in written


@pytest.mark.parametrize(
    ("level", "written"), [("INFO", True), ("DEBUG", True), ("WARNING", False), (30, False)]
)
def test_the_level_decides_about_access_lines(access: Any, level: str | int, written: bool) -> None:
    logs.configuration(format="json", level=level)
    assert logs.access.enabled is written
