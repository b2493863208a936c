"""The door: one for all hosts, each of which knows only its own people."""

import pytest
from django.contrib.auth import hashers
from django.db import IntegrityError, ProgrammingError
from django.test import Client

from apps.accounts.backends import MembershipBackend
from apps.accounts.models import Member, User
from apps.tenancy import context
from apps.tenancy.models import Tenant
from tests.people import BOTH, PASSWORD

NOT_HERE = "This e-mail and password do not match anybody here."


def sign_in(client: Client, email: str, password: str = PASSWORD):
    return client.post("/accounts/login/", {"login": email, "password": password})


def test_a_member_signs_in_and_lands_at_home(browser_of, owner) -> None:
    client = browser_of()
    response = sign_in(client, owner.email)
    assert response.status_code == 302
    assert client.get(response.url, follow=True).request["PATH_INFO"] == "/home/"


def test_the_address_may_be_typed_in_capitals(browser_of, owner) -> None:
    assert sign_in(browser_of(), owner.email.upper()).status_code == 302


@pytest.mark.parametrize("email", ["owner@coral.example", "nobody@nowhere.example"])
def test_another_business_does_not_know_them(browser_of, coral, northgate, email) -> None:
    response = sign_in(browser_of("northgate.localhost"), email)
    assert response.status_code == 200
    assert NOT_HERE in response.content.decode()


def test_both_unknown_and_foreign_people_cost_one_hashing(browser_of, coral, monkeypatch) -> None:
    counted: list[str] = []
    hasher = type(hashers.get_hasher("argon2"))

    def counting(name: str):
        original = getattr(hasher, name)

        def call(self, *args, **kwargs):
            counted.append(name)
            return original(self, *args, **kwargs)

        return call

    for name in ("encode", "verify"):
        monkeypatch.setattr(hasher, name, counting(name))
    costs = []
    for email in ("owner@northgate.example", "nobody@nowhere.example", "owner@coral.example"):
        counted.clear()
        sign_in(browser_of(), email, "wrong")
        costs.append(len(counted))
    assert costs == [1, 1, 1]


def test_the_platform_host_signs_in_anybody_and_offers_their_businesses(browser_of, coral, northgate) -> None:
    client = browser_of("localhost", BOTH)
    page = client.get("/businesses/").content.decode()
    assert "Coral &amp; Current" in page
    assert "Northgate Garages" in page


def test_a_session_is_worth_nothing_on_another_host(browser_of, coral, northgate) -> None:
    client = browser_of("coral.localhost", BOTH)
    assert client.get("/home/").status_code == 200
    for host in ("northgate.localhost", "localhost"):
        thief = browser_of(host)
        thief.cookies["sessionid"] = client.cookies["sessionid"].value
        response = thief.get("/accounts/profile/")
        assert response.status_code == 302
        assert response.url.startswith("/accounts/login/")
    assert client.get("/home/").status_code == 200


def test_a_deactivated_member_is_out_with_the_next_request(browser_of, clerk, coral) -> None:
    client = browser_of(who=clerk)
    with context.use_tenant(coral):
        Member.objects.filter(user=clerk).update(active=False, deactivated_at="2026-11-21T09:00Z")
    assert client.get("/home/").status_code == 302
    assert NOT_HERE in sign_in(browser_of(), clerk.email).content.decode()


def test_five_failures_close_the_door_on_every_host(browser_of, owner, northgate) -> None:
    hosts = ["coral.localhost", "northgate.localhost", "localhost", "coral.localhost", "localhost"]
    for host in hosts:
        assert NOT_HERE in sign_in(browser_of(host), owner.email, "wrong").content.decode()
    for host in ("coral.localhost", "localhost"):
        page = sign_in(browser_of(host), owner.email).content.decode()
        assert "Too many attempts" in page


def test_nobody_signs_up_by_themselves(browser_of, coral) -> None:
    client = browser_of()
    page = client.get("/accounts/signup/")
    assert "by invitation" in page.content.decode()
    client.post("/accounts/signup/", {"email": "new@nowhere.example", "password1": PASSWORD})
    with context.use_signin():
        assert not User.objects.filter(email="new@nowhere.example").exists()


def test_signing_out_ends_the_session(browser_of, owner) -> None:
    client = browser_of(who=owner)
    assert client.post("/accounts/logout/").status_code == 302
    assert client.get("/home/").status_code == 302


def test_the_person_comes_with_the_membership_in_one_query(
    coral: Tenant, owner: User, django_assert_num_queries
) -> None:
    with context.use_tenant(coral), django_assert_num_queries(1):
        found = MembershipBackend().get_user(owner.pk)
        assert found is not None
        assert found.has_perm("tenancy.change_tenant")
        assert found.is_staff


def test_has_perm_differs_by_business(coral: Tenant, northgate: Tenant, owner: User) -> None:
    with context.use_tenant(northgate):
        assert MembershipBackend().get_user(owner.pk) is None
        assert not owner.has_perm("tenancy.change_tenant")
        assert not owner.is_staff
    with context.use_tenant(coral):
        assert owner.has_perm("tenancy.change_tenant")
    assert not owner.has_perm("tenancy.change_tenant")


def test_nobody_has_permissions_on_the_platform_host(owner: User) -> None:
    with context.use_signin():
        assert not owner.has_perm("tenancy.view_tenant")
        assert owner.get_all_permissions() == set()


def test_the_database_refuses_a_superuser(owner: User) -> None:
    owner.is_superuser = True
    with context.use_platform(), pytest.raises(IntegrityError), context.atomic():
        owner.save()


def test_the_app_role_cannot_make_a_person_or_a_member(coral: Tenant, owner: User, stranger: User) -> None:
    with context.use_tenant(coral):
        with pytest.raises(ProgrammingError, match="permission denied"), context.atomic():
            User.objects.create(email="made@up.example")
        role = Member.objects.get(user=owner).role
        with pytest.raises(ProgrammingError, match="permission denied"), context.atomic():
            Member.objects.create(user=stranger, role=role)
        with pytest.raises(ProgrammingError, match="permission denied"), context.atomic():
            Member.objects.filter(user=owner).update(user=stranger)


def test_people_of_other_businesses_are_invisible(coral: Tenant, stranger: User) -> None:
    with context.use_tenant(coral):
        assert not User.objects.filter(pk=stranger.pk).exists()
        assert User.objects.filter(pk=stranger.pk).update(name="Renamed") == 0


def test_an_anonymous_request_has_no_user_query(coral: Tenant, browser_of) -> None:
    response = browser_of().get("/")
    assert response.status_code == 200
    assert "Cookie" not in response.headers.get("Vary", "")
