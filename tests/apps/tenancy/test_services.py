"""A business is born whole, moves between states, and answers at its hosts."""

import pytest
from django.test import Client

from apps.tenancy import context, provisioning, services
from apps.tenancy.errors import DomainTaken, InvalidBusiness, SlugTaken, WrongStatus
from apps.tenancy.models import Domain, Location, QuotaUse, Tenant, TenantKey
from tests.conftest import NOW

committed = pytest.mark.django_db(transaction=True)


@committed
def test_a_new_business_has_a_place_a_tax_profile_a_key_and_a_trial():
    tenant = services.provision(
        slug="Reef", name="Reef & Co", at=NOW, currency="EUR", time_zone="Europe/Paris"
    )
    assert (tenant.slug, tenant.status) == ("reef", "trial")
    assert (tenant.trial_ends_at - NOW).days == 14
    with context.use_tenant(tenant):
        place = Location.objects.get()
        assert (place.name, place.time_zone, place.tax_profile.name) == (
            "Reef & Co",
            "Europe/Paris",
            "Standard",
        )
        assert TenantKey.objects.count() == 1


@committed
def test_a_late_failure_leaves_nothing_of_the_business():
    def fails(*, tenant, at):
        raise RuntimeError("the last step fails")

    provisioning.STEPS.add("test.fails", fails)
    try:
        with pytest.raises(RuntimeError):
            services.provision(slug="reef", name="Reef", at=NOW)
    finally:
        del provisioning.STEPS._items["test.fails"]
    with context.use_platform():
        assert not Tenant.objects.filter(slug="reef").exists()
        assert not Location.objects.filter(name="Reef").exists()


@committed
def test_two_people_cannot_take_the_same_address_at_once(race):
    results = race(lambda: services.provision(slug="reef", name="Reef", at=NOW), times=2)
    assert sorted(type(result).__name__ for result in results) == ["SlugTaken", "Tenant"]


@pytest.mark.parametrize("slug", ["www", "admin", "coral"])
def test_a_taken_or_reserved_address_is_refused_with_a_sentence(coral, slug):
    with pytest.raises(SlugTaken, match="is taken"):
        services.provision(slug=slug, name="Another", at=NOW)


@pytest.mark.parametrize(
    ("field", "value"),
    [("slug", "no spaces"), ("slug", "-x"), ("slug", "x" * 41), ("name", ""), ("time_zone", "Mars/Base")],
)
def test_a_wrong_value_is_refused_before_anything_is_written(coral, field, value):
    values = {"slug": "reef", "name": "Reef", "time_zone": "UTC", field: value}
    with pytest.raises(InvalidBusiness):
        services.provision(at=NOW, **values)


@committed
def test_a_suspended_business_is_closed_and_can_be_opened_again(coral):
    assert Client(headers={"host": "coral.localhost"}).get("/").status_code == 200
    services.suspend(tenant=coral, reason="unpaid", at=NOW)
    closed = Client(headers={"host": "coral.localhost"}).get("/")
    assert closed.status_code == 503
    with pytest.raises(WrongStatus):
        services.suspend(tenant=coral, reason="again", at=NOW)
    services.activate(tenant=coral, at=NOW)
    assert Client(headers={"host": "coral.localhost"}).get("/").status_code == 200


@committed
def test_a_business_answers_at_its_own_domain_and_nowhere_else(coral):
    browser = Client(headers={"host": "www.coral-dives.example"})
    assert browser.get("/").status_code == 404
    services.add_domain(tenant=coral, host="WWW.Coral-Dives.example.", primary=True, at=NOW)
    assert b"Coral &amp; Current" in browser.get("/").content
    with context.use_platform():
        services.remove_domain(domain=Domain.objects.get(host="www.coral-dives.example"), at=NOW)
    assert browser.get("/").status_code == 404


@committed
def test_a_domain_of_another_business_is_refused(coral, northgate):
    services.add_domain(tenant=coral, host="dives.example", at=NOW)
    with pytest.raises(DomainTaken, match=r"dives\.example"):
        services.add_domain(tenant=northgate, host="dives.example", at=NOW)
    with pytest.raises(InvalidBusiness):
        services.add_domain(tenant=coral, host="not a host", at=NOW)


@pytest.mark.parametrize(
    "host", ["nobody.localhost", "example.com", "coral.localhost.evil.test", "", "a b", "[::1]", "x" * 300]
)
def test_an_unknown_host_gets_a_plain_404(coral, host):
    answer = Client(headers={"host": host}).get("/accounts/login/")
    assert (answer.status_code, answer["Content-Type"]) == (404, "text/plain; charset=utf-8")
    assert b"<html" not in answer.content


@pytest.mark.parametrize("host", ["CORAL.localhost", "coral.localhost:8000", "coral.localhost."])
def test_every_spelling_of_a_host_is_the_same_business(coral, host):
    assert b"Coral &amp; Current" in Client(headers={"host": host}).get("/").content


def test_the_app_role_sees_its_own_business_alone_and_cannot_change_its_plan_or_status(in_coral):
    assert list(Tenant.objects.values_list("slug", flat=True)) == ["coral"]
    Tenant.objects.filter(slug="coral").update(name="Coral")
    for column, value in (("status", "active"), ("plan_id", in_coral.plan_id), ("slug", "reef")):
        with pytest.raises(Exception, match="permission denied"), context.atomic():
            Tenant.objects.update(**{column: value})
    assert QuotaUse.objects.filter(tenant__slug="northgate").count() == 0


@pytest.mark.parametrize("host", ["localhost", "coral.localhost", "new.localhost", "127.0.0.1"])
def test_the_platforms_own_names_cannot_become_a_domain(northgate, host):
    with pytest.raises(DomainTaken):
        services.add_domain(tenant=northgate, host=host, at=NOW)
