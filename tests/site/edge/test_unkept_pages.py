"""Valkey is not asked again and again for addresses whose views keep nothing."""

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from apps.tenancy import pages
from quayside.edge.types import Receive, Scope, Send
from tests.site.edge.client import Address
from tests.site.edge.keeping import TEXT, Site, read, visit


class LearningSite(Site):
    """Learns from what was answered, as the product's application does."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"].startswith("/public/"):
            scope[pages.PUBLIC] = True
        await super().__call__(scope, receive, send)
        if scope["type"] == "http":
            self.kept.learn(scope)


@pytest.fixture
def site(serve: Callable[[Any], Address]) -> Address:
    return serve(LearningSite(settings.REDIS_URL))


def test_an_address_that_kept_nothing_is_not_asked_for_again_at_once(site: Address) -> None:
    assert read(site, "/private/").body == b"django"
    visit("/private/")
    assert read(site, "/private/").body == b"django"
    visit("/private/other/")
    assert read(site, "/private/other/").body == TEXT


def test_an_address_whose_view_may_keep_its_page_is_asked_for_every_time(site: Address) -> None:
    assert read(site, "/public/").body == b"django"
    visit("/public/")
    assert read(site, "/public/").body == TEXT


def test_a_view_that_may_keep_its_page_says_so_to_the_server() -> None:
    def view(_request: HttpRequest) -> HttpResponse:
        return HttpResponse(TEXT)

    for decorated, public in ((pages.public_page()(view), True), (view, False)):
        request = RequestFactory().get("/trips/")
        request.business = None  # type: ignore[attr-defined]
        scope: Scope = {}
        request.META["asgi.scope"] = scope
        decorated(request)
        assert (pages.PUBLIC in scope) is public
