"""Pages kept for visitors nobody knows: what is kept, who gets it, when it is forgotten."""

import gzip
import http.client
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import redis
from django.conf import settings
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.middleware.csrf import get_token

from apps.kernel.breaker import Breaker
from apps.tenancy import pages, valkey
from apps.tenancy.stored_page import StoredPage, entries, forgotten
from tests.polling import wait_for
from tests.site.edge.client import Address, fetch
from tests.site.edge.keeping import CORAL, NORTHGATE, TEXT, Serve, Site, read, visit
from tests.valkey import OwnValkey, own_valkey


@pytest.fixture
def site(serve: Serve) -> Address:
    return serve(Site(settings.REDIS_URL))


@pytest.fixture
def connection() -> Iterator[Any]:
    with redis.Redis.from_url(settings.REDIS_URL) as client:
        yield client


def test_a_page_made_once_is_answered_without_django(site: Address) -> None:
    assert read(site).body == b"django"
    made = visit()
    kept = read(site)
    assert kept.body == TEXT
    assert kept.headers["ETag"] == made["ETag"]
    assert kept.headers["Content-Type"] == "text/html; charset=utf-8"
    assert kept.headers["Cache-Control"] == "no-cache"
    assert kept.headers["Vary"] == "Accept-Encoding, Cookie"


def test_it_is_packed_for_those_who_unpack(site: Address) -> None:
    visit()
    kept = read(site, Accept_Encoding="br, gzip;q=0.5")
    assert kept.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(kept.body) == TEXT
    assert read(site, Accept_Encoding="gzip;q=0").body == TEXT


def test_who_has_it_already_hears_that_it_has_not_changed(site: Address) -> None:
    tag = visit()["ETag"]
    for known in (tag, tag.removeprefix("W/"), f'"other", {tag}', "*"):
        kept = read(site, If_None_Match=known)
        assert (kept.status, kept.body) == (304, b"")
        assert kept.headers["ETag"] == tag
    assert read(site, If_None_Match='"other"').status == 200


def test_head_has_the_length_and_no_body(site: Address) -> None:
    visit()
    kept = fetch(site, "/trips/", method="HEAD", headers={"Host": CORAL})
    assert (kept.headers["Content-Length"], kept.body) == (str(len(TEXT)), b"")


@pytest.mark.parametrize("host", [CORAL.upper(), f"{CORAL}:81", f"{CORAL}.", f"{CORAL}.:9000"])
def test_a_host_written_differently_is_the_same_business(site: Address, host: str) -> None:
    visit()
    assert read(site, host=host).body == TEXT


def test_a_page_of_one_business_is_never_anothers(site: Address) -> None:
    visit()
    assert read(site, host=NORTHGATE).body == b"django"
    assert read(site, host=f"{CORAL}.example").body == b"django"
    assert read(site, host=f"{CORAL}, {NORTHGATE}").body == b"django"


def test_two_host_headers_are_nobodys_host(site: Address) -> None:
    visit()
    connection = http.client.HTTPConnection(*site, timeout=10)
    connection.putrequest("GET", "/trips/", skip_host=True)
    connection.putheader("Host", CORAL)
    connection.putheader("Host", NORTHGATE)
    connection.endheaders()
    assert connection.getresponse().read() == b"django"
    connection.close()


@pytest.mark.parametrize(
    "headers",
    [
        {"Cookie": f"{settings.SESSION_COOKIE_NAME}=x"},
        {"Cookie": "a=1; messages=x"},
        {"Cookie": f"{settings.LANGUAGE_COOKIE_NAME}=fr"},
        {"Authorization": "Bearer x"},
        {"HX_Request": "true"},
    ],
)
def test_somebody_in_particular_gets_a_page_of_their_own(site: Address, headers: dict[str, str]) -> None:
    visit()
    assert read(site, **headers).body == b"django"


def test_a_cookie_that_says_nothing_about_the_visitor_changes_nothing(site: Address) -> None:
    visit()
    assert read(site, Cookie="csrftoken=x; theme=dark").body == TEXT


def _says(text: bytes, request: HttpRequest) -> HttpResponse:
    return HttpResponse(text)


def test_each_answer_about_consent_has_a_page_of_its_own(site: Address) -> None:
    written = {
        "": b"<p>asks</p>",
        "consent=1.necessary.20261121": b"<p>nothing</p>",
        "a=1; consent=1.all.20261121": b"<p>all</p>",
    }
    for cookie, text in written.items():
        visit(view=partial(_says, text), HTTP_COOKIE=cookie)
    for cookie, text in written.items():
        assert read(site, Cookie=cookie).body == text, cookie


@pytest.mark.parametrize(
    "cookie",
    [
        "consent=0.all.20261121",
        "consent=1.all.x",
        "consent=1.everything.20261121",
        "xconsent=1.all.20261121",
        "consent=1.all.20261121; consent=1.necessary.20261121",
        "consent=1.all.20261121-and-more",
        "consent=",
    ],
)
def test_whatever_else_stands_there_is_no_answer_and_makes_no_page(site: Address, cookie: str) -> None:
    visit(view=lambda request: HttpResponse(b"<p>asks</p>"))
    assert read(site, Cookie=cookie).body == b"<p>asks</p>"
    visit(view=lambda request: HttpResponse(b"<p>newer</p>"), HTTP_COOKIE=cookie)
    assert read(site).body == b"<p>newer</p>"


def test_the_scheme_is_part_of_the_page(site: Address) -> None:
    visit()
    assert read(site, X_Forwarded_Proto="https").body == b"django"


def with_cookie(request: HttpRequest) -> HttpResponse:
    response = HttpResponse(TEXT)
    response.set_cookie("a", "1")
    return response


def with_token(request: HttpRequest) -> HttpResponse:
    return HttpResponse(get_token(request))


def answering(**headers: str) -> Callable[[HttpRequest], HttpResponse]:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda request: HttpResponse(TEXT, headers=named)


@pytest.mark.parametrize(
    "visitor",
    [
        {"view": with_cookie},
        {"view": with_token},
        {"view": lambda request: HttpResponse(TEXT, status=404)},
        {"view": lambda request: StreamingHttpResponse([TEXT])},
        {"view": lambda request: HttpResponse(b"x" * (pages.LARGEST + 1))},
        {"view": answering(Cache_Control="private")},
        {"view": answering(Cache_Control="max-age=0, no-store")},
        {"view": answering(Vary="Accept-Language")},
        {"view": answering(Vary="*")},
        {"view": answering(Content_Encoding="gzip")},
        {"view": answering(Content_Security_Policy="script-src 'nonce-abc'")},
        {"method": "POST"},
        {"HTTP_AUTHORIZATION": "Bearer x"},
        {"HTTP_HX_REQUEST": "true"},
        {"HTTP_COOKIE": f"{settings.SESSION_COOKIE_NAME}=x"},
        {"path": "/trips/?secret=1"},
        {"path": "/" + "x" * 2000},
        {"host": f"{CORAL}:9999"},
        {"host": f"{CORAL}.:{settings.PUBLIC_PORT}"},
        {"business": None},
    ],
)
def test_what_is_not_for_everybody_is_not_kept(connection: Any, visitor: dict[str, Any]) -> None:
    visit(**visitor)
    assert connection.keys("pages:*") == []


def test_queries_the_view_reads_are_pages_of_their_own(site: Address) -> None:
    visit("/trips/?page=2", queries=("page=2",))
    assert read(site, "/trips/?page=2").body == TEXT
    assert read(site, "/trips/").body == b"django"
    assert read(site, "/trips/?page=2&x=1").body == b"django"


def test_a_view_says_which_more_queries_are_pages(site: Address) -> None:
    def lists(request: HttpRequest) -> HttpResponse:
        pages.keep_query(request, "page=3")
        return HttpResponse(TEXT)

    for path in ("/trips/?page=3", "/trips/?sent=1"):
        visit(path, view=lists, queries=("sent=1",))
        assert read(site, path).body == TEXT


@pytest.mark.parametrize(
    "query",
    ["page=4", "page=03", "page=2&page=3", "page=%33", "page=3&", "sent=2", "sent=1&page=3", "&page=3"],
)
def test_a_query_of_nothing_is_not_kept(connection: Any, query: str) -> None:
    def lists(request: HttpRequest) -> HttpResponse:
        pages.keep_query(request, "page=3")
        return HttpResponse(TEXT)

    visit(f"/trips/?{query}", view=lists, queries=("sent=1",))
    assert connection.keys("pages:*") == []


@pytest.mark.parametrize(
    ("written", "kept"), [(b"/r%C3%A9cif/", 1), (b"/%72%C3%A9cif/", 0), (b"/r%c3%a9cif/", 0)]
)
def test_one_address_in_many_spellings_is_kept_once(connection: Any, written: bytes, kept: int) -> None:
    scope: dict[str, Any] = {"asgi.scope": {"raw_path": written}}
    visit("/r%C3%A9cif/", **scope)
    assert len(connection.keys("pages:*")) == kept


@pytest.mark.django_db(transaction=True)
def test_forgetting_takes_all_pages_of_a_host_and_of_no_other(site: Address) -> None:
    visit()
    visit("/other/")
    visit(host=f"{NORTHGATE}:{settings.PUBLIC_PORT}")
    pages.forget(CORAL.upper())
    assert read(site).body == read(site, "/other/").body == b"django"
    assert read(site, host=NORTHGATE).body == TEXT


@pytest.mark.django_db(transaction=True)
def test_what_was_rendered_before_the_change_cannot_come_back(site: Address, connection: Any) -> None:
    def changes_meanwhile(request: HttpRequest) -> HttpResponse:
        pages.forget(CORAL)
        age_mark(connection)
        return HttpResponse(b"old")

    visit(view=changes_meanwhile)
    assert read(site).body == b"django"
    visit()
    assert read(site).body == TEXT


@pytest.mark.django_db(transaction=True)
def test_right_after_a_change_nothing_is_kept(site: Address, connection: Any) -> None:
    pages.forget(CORAL)
    visit()
    assert read(site).body == b"django"
    age_mark(connection)
    visit()
    assert read(site).body == TEXT


def age_mark(connection: Any) -> None:
    """Let the last forgetting be ten seconds ago."""
    made, _, unique = connection.get(forgotten(CORAL)).decode().partition(".")
    connection.set(forgotten(CORAL), f"{int(made) - 10_000}.{unique}")


def test_an_expired_page_is_made_again(site: Address, connection: Any) -> None:
    visit()
    (name, value), *_ = connection.hgetall(entries(CORAL)).items()
    page = StoredPage.load(value)
    assert page is not None
    old = StoredPage(1.0, page.headers, page.plain, page.packed)
    connection.hset(entries(CORAL), name, old.dump())
    assert read(site).body == b"django"


def test_what_is_no_page_is_ignored(site: Address, connection: Any) -> None:
    visit()
    (name,) = connection.hkeys(entries(CORAL))
    for value in (b"", b"\x02" * 100, StoredPage(9e9, [], b"x", b"").dump()[:-1]):
        connection.hset(entries(CORAL), name, value)
        assert read(site).body == b"django"


def test_a_host_keeps_no_more_than_its_share_and_not_for_ever(connection: Any) -> None:
    visit()
    connection.hset(entries(CORAL), mapping={f"p/{n}": "x" for n in range(pages.MOST_PAGES)})
    visit("/one-more/")
    assert connection.hlen(entries(CORAL)) == pages.MOST_PAGES + 1  # no further than it was
    assert connection.hexists(entries(CORAL), "p/one-more/")
    assert 0 < connection.ttl(entries(CORAL)) <= 300


@pytest.fixture
def server(tmp_path: Path) -> Iterator[OwnValkey]:
    with own_valkey(tmp_path) as running:
        yield running


@pytest.mark.parametrize("how", ["frozen", "dead"])
def test_pages_keep_coming_without_valkey_and_kept_ones_come_back_with_it(
    serve: Serve, server: OwnValkey, how: str
) -> None:
    breaker = Breaker(pause=0.1)
    site = serve(Site(server.url, breaker))
    with redis.Redis.from_url(server.url) as own:
        page = StoredPage(9e9, [(b"etag", b'"1"')], TEXT, b"")
        own.hset(entries(CORAL), "p/trips/", page.dump())
    assert read(site).body == TEXT
    server.freeze() if how == "frozen" else server.kill()
    assert [read(site).body for _ in range(20)] == [b"django"] * 20
    assert not breaker.is_closed
    if how == "frozen":
        server.thaw()
    else:
        server.start()
        with redis.Redis.from_url(server.url) as own:
            own.hset(entries(CORAL), "p/trips/", page.dump())
    wait_for(lambda: read(site).body == TEXT)
    assert breaker.is_closed


@pytest.mark.parametrize(("recent_seconds", "answered"), [(1000, TEXT), (0, b"django")])
def test_a_page_in_demand_is_not_asked_of_valkey_every_time(
    serve: Serve, server: OwnValkey, recent_seconds: float, answered: bytes
) -> None:
    site = serve(Site(server.url, recent_seconds=recent_seconds))
    with redis.Redis.from_url(server.url) as own:
        page = StoredPage(9e9, [(b"etag", b'"1"')], TEXT, b"")
        own.hset(entries(CORAL), "p/trips/", page.dump())
        assert read(site).body == TEXT
        own.flushdb()
    assert read(site).body == answered
    assert read(site, host=NORTHGATE).body == b"django"


def test_making_pages_goes_on_without_valkey() -> None:
    valkey.BREAKER.failed()
    assert visit().content == TEXT


def test_many_visitors_share_one_connection(serve: Serve, server: OwnValkey) -> None:
    site = serve(Site(server.url))
    with redis.Redis.from_url(server.url) as own:
        for number in range(50):
            page = StoredPage(9e9, [(b"etag", b'"1"')], b"%d" % number, b"")
            own.hset(entries(CORAL), f"p/{number}", page.dump())
        assert [read(site, f"/{n}").body for n in range(50)] == [b"%d" % n for n in range(50)]
        assert len(own.client_list()) == 2


def test_a_password_and_a_database_number_are_used(serve: Serve, server: OwnValkey) -> None:
    with redis.Redis.from_url(server.url) as own:
        own.config_set("requirepass", "open sesame")
    url = server.url.replace("//", "//:open%20sesame@").replace("/0", "/3")
    with redis.Redis.from_url(url) as own:
        page = StoredPage(9e9, [(b"etag", b'"1"')], TEXT, b"")
        own.hset(entries(CORAL), "p/trips/", page.dump())
    assert read(serve(Site(url))).body == TEXT
    assert read(serve(Site(server.url))).body == b"django"


def _while(request: HttpRequest, value: str) -> HttpResponse:
    pages.keep_while(request, "tests:version", value)
    return HttpResponse(TEXT)


def test_a_page_is_answered_as_long_as_what_it_depends_on_stays_the_same(
    site: Address, connection: Any
) -> None:
    visit(view=lambda request: _while(request, ""))
    assert read(site).body == TEXT
    connection.set("tests:version", "7")
    assert read(site).body == b"django"
    visit(view=lambda request: _while(request, "7"))
    assert read(site).body == TEXT
    connection.set("tests:version", "8")
    assert read(site).body == b"django"
    # One that was made from before the change is stored after it, and never answered.
    visit(view=lambda request: _while(request, "7"))
    assert read(site).body == b"django"


def test_what_depends_on_something_is_not_remembered_by_a_process(serve: Serve, connection: Any) -> None:
    remembering = serve(Site(settings.REDIS_URL, recent_seconds=60.0))
    visit(view=lambda request: _while(request, ""))
    assert read(remembering).body == TEXT
    connection.set("tests:version", "9")
    assert read(remembering).body == b"django"
