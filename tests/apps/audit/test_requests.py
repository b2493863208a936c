"""One row per request that wrote: who, from where, and what was asked for, with nothing a client made up."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import ResolverMatch

from apps.audit.middleware import RequestRecordMiddleware
from apps.audit.models import WritingRequest
from apps.audit.origin import client_address, route, user_agent
from apps.tenancy import context
from apps.tenancy.models import Location

FORWARDED = "203.0.113.9, 198.51.100.7, 192.0.2.1"


def request(**headers):
    return RequestFactory().post("/home/locations/", **headers)


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, FORWARDED, "127.0.0.1"),
        (1, FORWARDED, "192.0.2.1"),
        (2, FORWARDED, "198.51.100.7"),
        (3, FORWARDED, "203.0.113.9"),
        (4, FORWARDED, "203.0.113.9"),
        (1, "", "127.0.0.1"),
        (1, "spoofed, 192.0.2.1:4711", "192.0.2.1"),
        (1, "[2001:db8::1]:443", "2001:db8::1"),
        (1, "2001:db8::1", "2001:db8::1"),
        (1, "fe80::1%eth0", "fe80::1"),
        (1, "'; DROP TABLE audit_request", None),
        (1, " , ,", "127.0.0.1"),
    ],
)
def test_the_address_is_counted_from_our_own_proxies(proxies, forwarded, address):
    assert client_address(request(HTTP_X_FORWARDED_FOR=forwarded), proxies=proxies) == address


def test_a_unix_socket_has_no_address():
    assert client_address(request(REMOTE_ADDR=""), proxies=0) is None


def test_the_browsers_name_is_cut_and_printable():
    assert user_agent(request(HTTP_USER_AGENT="Fire\x00fox\n" + "x" * 400)) == "Firefox" + "x" * 293
    assert user_agent(request()) == ""


def test_the_route_is_a_pattern_and_not_the_path_with_its_token():
    asked = request()
    assert route(asked) == ""
    asked.resolver_match = ResolverMatch(lambda: None, (), {}, route="join/<str:token>/")
    assert route(asked) == "/join/<str:token>/"


def ask(view, coral, **headers):
    asked = request(REMOTE_ADDR="192.0.2.44", HTTP_USER_AGENT="Netscape", **headers)
    with context.use_tenant(coral, request="asked-1"):
        RequestRecordMiddleware(view)(asked)
        return list(WritingRequest.objects.filter(request="asked-1"))


def test_a_request_that_only_reads_leaves_no_row(coral):
    def view(asked):
        return HttpResponse(str(Location.objects.count()))

    assert ask(view, coral) == []


def test_a_request_that_writes_leaves_one_row_with_its_origin(coral, manager):
    def view(asked):
        asked.user = manager
        with context.use_actor(manager.pk):
            Location.objects.create(name="Pier", time_zone="UTC")
            Location.objects.create(name="Pier 2", time_zone="UTC")
        return HttpResponse()

    (row,) = ask(view, coral, HTTP_X_FORWARDED_FOR="203.0.113.9")
    assert (row.actor, row.ip, row.user_agent, row.method) == (manager.pk, "192.0.2.44", "Netscape", "POST")
    assert row.tenant_id == coral.pk


@pytest.mark.parametrize("alias", ["platform", "signin"])
def test_what_another_role_writes_for_the_request_counts_too(coral, clerk, alias):
    from apps.accounts.models import User

    def view(asked):
        with context.use(tenant=coral.pk, request="asked-1", alias=alias):
            User.objects.filter(pk=clerk.pk).update(locale="fr")
        return HttpResponse()

    assert len(ask(view, coral)) == 1


def test_another_requests_write_does_not_count(coral):
    def view(asked):
        with context.use_tenant(coral, request="another"):
            Location.objects.create(name="Pier", time_zone="UTC")
        return HttpResponse()

    assert ask(view, coral) == []


@pytest.mark.django_db(transaction=True)
def test_a_request_on_the_platforms_host_belongs_to_no_business(coral, clerk):
    from apps.accounts.models import User

    def view(asked):
        User.objects.filter(pk=clerk.pk).update(locale="fr")
        return HttpResponse()

    with context.use(alias="signin", request="on-platform"):
        RequestRecordMiddleware(view)(request())
    with context.use_platform():
        assert WritingRequest.objects.get(request="on-platform").tenant_id is None
