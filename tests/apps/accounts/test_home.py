"""The signed-in home: who sees which page, what it says, what it changes."""

from datetime import timedelta

import pytest

from apps.accounts import builtin
from apps.accounts.models import Invitation, Member, Role, User
from apps.accounts.services import invite
from apps.tenancy import context
from apps.tenancy.models import Domain, Location, Plan, Tenant
from tests.conftest import NOW

GETS = {
    "/home/": {
        "owner",
        "admin",
        "manager",
        "staff",
        "instructor",
        "guide",
        "technician",
        "front_desk",
        "kitchen",
        "attendant",
    },
    "/home/team/": {"owner", "admin", "manager"},
    "/home/team/invite/": {"owner", "admin"},
    "/home/team/{member}/": {"owner", "admin"},
    "/home/team/{member}/deactivate/": {"owner", "admin"},
    "/home/team/{member}/reactivate/": {"owner", "admin"},
    "/home/roles/": {"owner", "admin"},
    "/home/roles/new/": {"owner", "admin"},
    "/home/roles/{role}/": {"owner", "admin"},
    "/home/roles/{role}/reset/": {"owner", "admin"},
    "/home/roles/{own_role}/delete/": {"owner", "admin"},
    "/home/business/": {"owner", "admin"},
    "/home/business/locations/new/": {"owner", "admin"},
    "/home/business/locations/{location}/": {"owner", "admin"},
}
POSTS = [
    "/home/team/invite/",
    "/home/team/{member}/",
    "/home/team/{member}/deactivate/",
    "/home/team/{member}/reactivate/",
    "/home/roles/new/",
    "/home/roles/{role}/",
    "/home/roles/{role}/reset/",
    "/home/roles/{own_role}/delete/",
    "/home/business/",
    "/home/business/locations/new/",
    "/home/business/locations/{location}/",
    "/home/team/invitations/{invitation}/resend/",
    "/home/team/invitations/{invitation}/revoke/",
]
ROLES = sorted(GETS["/home/"])


def rows_of(tenant: Tenant) -> dict[str, int]:
    """Ids of one thing of each kind in the business."""
    with context.use_tenant(tenant):
        guide = Member.objects.get(role__key="guide")
        own, _new = Role.objects.get_or_create(key="own", defaults={"name": "Own"})
        open_one, _new = Invitation.objects.get_or_create(
            email="waiting@people.example",
            defaults={"role": guide.role, "code": "x", "sent_at": NOW, "expires_at": "2027-01-01T00:00Z"},
        )
        return {
            "member": guide.pk,
            "role": guide.role_id,
            "own_role": own.pk,
            "location": Location.objects.values_list("pk", flat=True)[0],
            "invitation": open_one.pk,
        }


@pytest.fixture
def things(coral) -> dict[str, int]:
    return rows_of(coral)


@pytest.mark.parametrize("role", ROLES)
def test_every_page_opens_for_the_right_roles_and_says_403_to_others(browser_of, things, role) -> None:
    client = browser_of(who=f"{role}@coral.example")
    said = {path: client.get(path.format(**things)).status_code for path in GETS}
    assert said == {path: 200 if role in roles else 403 for path, roles in GETS.items()}


@pytest.mark.parametrize("role", ["staff", "guide", "front_desk"])
def test_the_wrong_role_changes_nothing(browser_of, things, coral, role) -> None:
    client = browser_of(who=f"{role}@coral.example")
    said = {path: client.post(path.format(**things), {"name": "x"}).status_code for path in POSTS}
    assert set(said.values()) == {403}, said
    with context.use_tenant(coral):
        assert Member.objects.get(pk=things["member"]).active
        assert Role.objects.filter(pk=things["own_role"]).exists()
        assert Tenant.objects.get().name == "Coral & Current"


def test_a_refusal_is_a_page_with_a_sentence(browser_of, coral) -> None:
    page = browser_of(who="guide@coral.example").get("/home/team/").content.decode()
    assert "Your role does not allow this." in page


@pytest.mark.parametrize("path", [*GETS, *POSTS])
def test_who_is_not_signed_in_goes_to_the_door(browser_of, things, path) -> None:
    url = path.format(**things)
    method = "post" if path in POSTS and path not in GETS else "get"
    response = getattr(browser_of(), method)(url)
    assert response.status_code == 302
    assert response.url.startswith("/accounts/login/?next=")


def test_a_stranger_gets_404_for_things_of_another_business(browser_of, things, stranger) -> None:
    client = browser_of("northgate.localhost", stranger)
    paths = [path for path in (*GETS, *POSTS) if "{" in path]
    for path in paths:
        assert client.post(path.format(**things)).status_code == 404, path
        if path in GETS:
            assert client.get(path.format(**things)).status_code == 404, path


def test_the_overview_greets_and_shows_what_one_can_do(browser_of, coral) -> None:
    page = browser_of(who="owner@coral.example").get("/home/").content.decode()
    for text in (
        "Hello, Coral",
        "Owner at Coral &amp; Current",
        "/home/team/",
        "/home/roles/",
        "trial ends in",
    ):
        assert text in page
    page = browser_of(who="kitchen@coral.example").get("/home/").content.decode()
    assert "/home/team/" not in page
    assert "Your role has no pages here yet" in page


@pytest.mark.django_db(transaction=True)
def test_the_overview_warns_from_80_percent_of_a_quota(browser_of, coral) -> None:
    with context.use_tenant(coral):
        active = Member.objects.filter(active=True).count()
    client = browser_of(who="owner@coral.example")
    for limit, warned in ((active * 2, False), (active + 1, True)):
        with context.use_platform():
            plan = Plan.objects.get(tenants=coral)
            plan.limits = {"members": limit}
            plan.save()
        assert (f"of {limit} team members are used" in client.get("/home/").content.decode()) is warned


def test_the_team_is_searched_filtered_sorted_and_paged(browser_of, coral) -> None:
    client = browser_of(who="owner@coral.example")

    def shown(query: str) -> list[str]:
        return [member.user.email for member in client.get(f"/home/team/?{query}").context["page"]]

    assert shown("q=kitchen") == ["kitchen@coral.example"]
    assert shown("role=guide") == ["guide@coral.example"]
    assert shown("q=nobody-at-all") == []
    assert shown("sort=email") == sorted(shown("sort=email"))
    assert shown("state=inactive") == []
    assert shown("sort=nonsense&role=nonsense&page=zzz") == shown("")
    assert len(shown("")) == 11
    assert "Nobody fits this search" in client.get("/home/team/?q=nobody-at-all").content.decode()


def test_the_team_costs_the_same_queries_for_one_or_many(
    browser_of, coral, django_assert_max_num_queries
) -> None:
    client = browser_of(who="owner@coral.example")
    client.get("/home/team/")
    with django_assert_max_num_queries(9):
        client.get("/home/team/")


def test_a_member_is_changed_deactivated_and_let_in_again(browser_of, things, coral) -> None:
    client, guide = browser_of(who="owner@coral.example"), browser_of(who="guide@coral.example")
    with context.use_tenant(coral):
        kitchen = Role.objects.get(key="kitchen")
    path = f"/home/team/{things['member']}/"
    given = {
        "title": "Cook",
        "phone": "",
        "role": kitchen.pk,
        "overrides": "accounts.view_member\n-sales.change",
    }
    assert client.post(path, given).status_code == 302
    assert guide.get("/home/team/").status_code == 200
    assert "Deactivate" in client.get(f"{path}deactivate/").content.decode()
    assert client.post(f"{path}deactivate/").status_code == 302
    assert guide.get("/home/").status_code == 302
    assert client.post(f"{path}reactivate/").status_code == 302
    with context.use_tenant(coral):
        row = Member.objects.get(pk=things["member"])
        assert (row.title, row.role_id, row.overrides, row.active) == (
            "Cook",
            kitchen.pk,
            ["accounts.view_member", "-sales.change"],
            True,
        )


def test_a_preview_saves_nothing(browser_of, things, coral) -> None:
    client = browser_of(who="owner@coral.example")
    given = {"name": "Guide", "may": "accounts.view_member", "preview": "1"}
    page = client.post(f"/home/roles/{things['role']}/", given).content.decode()
    assert "Members: see" in page
    with context.use_tenant(coral):
        assert Role.objects.get(key="guide").may == list(builtin.roles()["guide"].may)


def test_errors_stand_at_the_field_and_in_a_summary_that_leads_there(browser_of, coral) -> None:
    client = browser_of(who="owner@coral.example")
    page = client.post("/home/roles/new/", {"name": "", "may": "not a pattern"}).content.decode()
    assert 'href="#id_may"' in page
    assert 'href="#id_name"' in page
    assert 'aria-invalid="true"' in page
    assert "Not a permission: not a pattern" in page


def test_the_last_owner_reads_why_they_cannot_leave(browser_of, owner, coral) -> None:
    client = browser_of(who=owner)
    with context.use_tenant(coral):
        pk = Member.objects.get(user=owner).pk
    response = client.post(f"/home/team/{pk}/deactivate/")
    assert response.status_code == 409
    assert "A business needs an active owner" in response.content.decode()


def test_the_business_is_renamed_by_whoever_may(browser_of, coral) -> None:
    client = browser_of(who="owner@coral.example")
    given = {"name": "Coral Two", "locale": "en-gb", "currency": "bzd", "time_zone": "America/Belize"}
    assert client.post("/home/business/", given).status_code == 302
    with context.use_tenant(coral):
        row = Tenant.objects.get()
        assert (row.name, row.locale, row.currency) == ("Coral Two", "en-gb", "BZD")
    bad = client.post("/home/business/", {**given, "currency": "QQQ"}).content.decode()
    assert "currency" in bad


def test_the_business_page_lists_places_hosts_and_limits(browser_of, coral) -> None:
    with context.use_platform(coral):
        Domain.objects.create(host="dive.coral.example", primary=False)
    page = browser_of(who="owner@coral.example").get("/home/business/").content.decode()
    for text in ("coral.localhost", "Plan:", "America/Belize"):
        assert text in page


def test_a_location_is_added_and_changed(browser_of, coral) -> None:
    client = browser_of(who="owner@coral.example")
    given = {"name": "Jetty", "time_zone": "America/Belize", "country": "bz"}
    assert client.post("/home/business/locations/new/", given).status_code == 302
    with context.use_tenant(coral):
        jetty = Location.objects.get(name="Jetty")
        assert jetty.country == "BZ"
    path = f"/home/business/locations/{jetty.pk}/"
    assert client.post(path, {**given, "city": "San Pedro"}).status_code == 302
    again = client.post("/home/business/locations/new/", given).content.decode()
    assert "There is a location of this name already" in again


def test_the_profile_sets_language_and_zone(browser_of, clerk, coral) -> None:
    client = browser_of(who=clerk)
    given = {"name": "Clara Clerk", "locale": "en-gb", "time_zone": "Europe/Paris"}
    assert client.post("/accounts/profile/", given).status_code == 302
    response = client.get("/accounts/profile/")
    assert response.headers["Content-Language"] == "en-gb"
    assert '<html lang="en-gb"' in response.content.decode()
    with context.use_tenant(coral):
        renewed = User.objects.get(pk=clerk.pk)
    assert (renewed.name, renewed.time_zone) == ("Clara Clerk", "Europe/Paris")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("locale", "accepted", "language"),
    [("en-gb", "en", "en-gb"), ("en", "en-gb", "en"), ("xx", "en-gb", "en-gb"), ("xx", "zz", "en")],
)
def test_without_a_persons_wish_the_business_then_the_browser_decide(
    browser_of, coral, locale, accepted, language
) -> None:
    with context.use_tenant(coral):
        Tenant.objects.filter(pk=coral.pk).update(locale=locale)
    response = browser_of().get("/accounts/login/", headers={"accept-language": accepted})
    assert response.headers["Content-Language"] == language


def test_invitations_stand_on_the_team_page_until_they_are_used(browser_of, coral, owner) -> None:
    with context.use_tenant(coral):
        by = Member.objects.select_related("role").get(user=owner)
        invite(email="soon@people.example", role=by.role, by=by, at=NOW)
    page = browser_of(who=owner).get("/home/team/").content.decode()
    assert "soon@people.example" in page
    assert "Open invitations" in page


def test_open_invitations_are_searched_and_paged_beside_the_team(browser_of, coral, owner) -> None:
    with context.use_tenant(coral):
        role = Role.objects.get(key="staff")
        Invitation.objects.bulk_create(
            Invitation(
                email=f"new{number}@people.example",
                name=f"New Person {number}",
                role=role,
                sent_at=NOW,
                expires_at=NOW + timedelta(days=7),
            )
            for number in range(12)
        )
    client = browser_of(who=owner)
    second = client.get("/home/team/?invited=2").content.decode()
    assert "Page 2 of 2" in second
    assert sum(f"new{number}@people.example" in second for number in range(12)) == 2
    found = client.get("/home/team/?q=Person+7").content.decode()
    assert "new7@people.example" in found and "new8@people.example" not in found
