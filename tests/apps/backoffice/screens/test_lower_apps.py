"""The screens of apps below the back office, and what staff do on them."""

import re

import pytest

from apps.accounts.models import Member, Role
from apps.backoffice.models import Todo
from apps.backoffice.screens.registry import SCREENS
from apps.tenancy import context
from apps.tenancy.models import Location

TODO, MEMBER, ROLE, PLACE = (
    "/admin/backoffice/todo/",
    "/admin/accounts/member/",
    "/admin/accounts/role/",
    "/admin/tenancy/location/",
)


def text(response) -> str:
    return str(response.content.decode())


@pytest.fixture
def office(browser_of, owner):
    return browser_of(who=owner)


def test_a_todo_is_ticked_assigned_and_opened_again_by_its_actions(
    office, todo, coral, member_of, guide, bound
):
    made = todo("Rinse")
    assert "Mark as done" in text(office.get(f"{TODO}{made.pk}/"))
    office.post(f"{TODO}{made.pk}/do/assign/", {"assigned_to": member_of(guide).pk, "confirmed": "1"})
    assert Todo.objects.get(pk=made.pk).assigned_to == member_of(guide)
    office.post(f"{TODO}{made.pk}/do/complete/", {"confirmed": "1"})
    assert Todo.objects.get(pk=made.pk).state == "done"
    page = text(office.get(f"{TODO}{made.pk}/"))
    assert "Open again" in page
    assert "Mark as done" not in page


def test_a_todo_is_added_in_its_form_and_says_what_is_wrong(office, coral, bound):
    page = office.post(
        f"{TODO}add/", {"title": "Wait", "priority": "2", "state": "waiting", "repeats": "none"}
    )
    assert "Say what it is waiting for." in text(page)
    answer = office.post(f"{TODO}add/", {"title": "Go", "priority": "1", "state": "open", "repeats": "none"})
    assert answer.status_code == 302
    assert Todo.objects.get().title == "Go"


def test_a_todo_links_to_what_it_is_about(office, todo, coral, bound):
    place = Location.objects.get()
    made = todo(about_screen="tenancy.location", about_id=place.pk, about_title="The <jetty>")
    page = text(office.get(f"{TODO}{made.pk}/"))
    assert f'<a href="{PLACE}{place.pk}/">The &lt;jetty&gt;</a>' in page


def loaded(office, pk):
    """What the form of a member says it was opened with."""
    return re.search(r'name="loaded" value="([^"]+)"', text(office.get(f"{MEMBER}{pk}/change/")))[1]


def test_members_are_changed_by_the_rules_of_accounts_and_added_by_invitation(
    office, coral, guide, owner, member_of, bound
):
    row = member_of(guide)
    assert "/home/team/invite/" in text(office.get(MEMBER))
    assert office.get(f"{MEMBER}add/")["Location"] == "/home/team/invite/"
    given = {"title": "Head guide", "role": row.role_id, "overrides": "", "phone": ""}
    given["loaded"] = loaded(office, row.pk)
    answer = office.post(f"{MEMBER}{row.pk}/change/", given)
    assert answer.status_code == 302, text(answer)
    assert Member.objects.get(pk=row.pk).title == "Head guide"
    staff = Role.objects.get(key="staff").pk
    boss = member_of(owner).pk
    given |= {"role": staff, "loaded": loaded(office, boss)}
    page = text(office.post(f"{MEMBER}{boss}/change/", given))
    assert "owner" in page
    assert member_of(owner).role.key == "owner"
    assert office.get(f"{MEMBER}{row.pk}/delete/").status_code == 403


def test_a_member_is_deactivated_and_let_in_again(office, coral, guide, member_of, bound):
    row = member_of(guide)
    office.post(f"{MEMBER}{row.pk}/do/deactivate/", {"confirmed": "1"})
    assert not Member.objects.get(pk=row.pk).active
    office.post(f"{MEMBER}{row.pk}/do/reactivate/", {"confirmed": "1"})
    assert Member.objects.get(pk=row.pk).active


def test_roles_are_looked_at_here_and_changed_on_their_own_page(office, coral, bound):
    role = Role.objects.get(key="guide")
    assert role.name in text(office.get(ROLE))
    assert office.get(f"{ROLE}{role.pk}/change/")["Location"] == f"/home/roles/{role.pk}/"
    assert office.get(f"{ROLE}add/")["Location"] == "/home/roles/new/"
    assert office.get(f"{ROLE}{role.pk}/delete/").status_code == 403


def test_a_place_has_its_zone_from_a_list_and_the_last_one_stays(office, coral, bound):
    form = text(office.get(f"{PLACE}add/"))
    assert '<option value="America/Belize"' in form
    only = Location.objects.get()
    page = office.post(f"{PLACE}{only.pk}/delete/", follow=True)
    assert "only location" in text(page)
    assert Location.objects.count() == 1


def test_every_staff_role_has_its_own_todos(browser_of, todo, coral, member_of):
    for role in ("staff", "instructor", "guide", "technician", "front_desk", "kitchen", "attendant"):
        with context.use_tenant(coral):
            member = Member.objects.select_related("user", "role").get(
                role__key=role, user__email=f"{role}@coral.example"
            )
            rows = SCREENS.get("backoffice.todo")
            todo(f"For {role}", assigned_to=member)
            assert [one.title for one in rows.rows(member, "change")] == [f"For {role}"]
