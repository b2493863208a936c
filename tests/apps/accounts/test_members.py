"""Members and roles: who may change whom, and that somebody always owns the business."""

import pytest
from django.db.models import QuerySet

from apps.accounts import access, builtin, services
from apps.accounts.errors import (
    AlreadyMember,
    BuiltInRole,
    LastOwner,
    MoreThanOwn,
    NoSuchRole,
    Outranked,
    OwnerIsFixed,
    RoleInUse,
    RoleNameTaken,
)
from apps.accounts.models import Member, Role, User
from apps.tenancy import context, db, quotas
from apps.tenancy.models import Location
from tests.conftest import NOW
from tests.people import PASSWORD

EMAIL = "{}@coral.example"


def member(key: str) -> Member:
    return Member.objects.select_related("user", "role").get(user__email=EMAIL.format(key))


def role(key: str) -> Role:
    return Role.objects.get(key=key)


def change(target: Member, **given):
    values = {
        "role": target.role,
        "overrides": target.overrides,
        "title": target.title,
        "phone": target.phone,
        "by": member("owner"),
    }
    services.change_member(member=target, **{**values, **given})


def test_the_last_owner_cannot_be_deactivated(in_coral) -> None:
    with pytest.raises(LastOwner):
        services.deactivate_member(member=member("owner"), by=member("owner"), at=NOW)
    assert member("owner").active


def test_the_last_owner_cannot_become_something_else(in_coral) -> None:
    with pytest.raises(LastOwner):
        change(member("owner"), role=role("guide"))


def test_an_owner_may_go_when_there_is_another(in_coral) -> None:
    change(member("manager"), role=role("owner"))
    services.deactivate_member(member=member("owner"), by=member("owner"), at=NOW)
    assert not member("owner").active


@pytest.mark.django_db(transaction=True)
def test_two_owners_cannot_let_go_of_each_other_at_once(in_coral, race) -> None:
    change(member("manager"), role=role("owner"))
    pairs = iter([("owner", "manager"), ("manager", "owner")])

    def leave() -> None:
        target, by = next(pairs)
        services.deactivate_member(member=member(target), by=member(by), at=NOW)

    results = race(leave, times=2)
    assert sorted(type(each).__name__ for each in results) == ["LastOwner", "NoneType"]
    assert Member.objects.filter(role__key="owner", active=True).count() == 1


def test_deactivation_keeps_the_person_on_the_list_and_gives_the_place_back(in_coral) -> None:
    used = quotas.state("members", at=NOW).used
    for _ in range(2):
        services.deactivate_member(member=member("guide"), by=member("owner"), at=NOW)
    assert quotas.state("members", at=NOW).used == used - 1
    assert member("guide").deactivated_at == NOW
    services.reactivate_member(member=member("guide"), by=member("owner"), at=NOW)
    assert quotas.state("members", at=NOW).used == used
    assert member("guide").active


def test_nobody_changes_who_may_do_more(in_coral) -> None:
    admin = member("admin")
    for call in (services.deactivate_member, services.reactivate_member):
        with pytest.raises(Outranked):
            call(member=member("owner"), by=admin, at=NOW)
    with pytest.raises(Outranked):
        change(member("owner"), title="Nobody", by=admin)


def test_nobody_gives_what_they_do_not_have(in_coral) -> None:
    admin = member("admin")
    with pytest.raises(MoreThanOwn):
        change(member("guide"), role=role("owner"), by=admin)
    with pytest.raises(MoreThanOwn):
        change(member("guide"), overrides=["tenancy.delete_tenant"], by=admin)
    change(member("guide"), role=role("admin"), by=admin)
    assert member("guide").role.key == "admin"


def test_nobody_raises_themselves(in_coral) -> None:
    manager = member("manager")
    with pytest.raises(MoreThanOwn):
        change(manager, overrides=["accounts.*"], by=manager)


def test_exceptions_of_a_member_work_at_once(in_coral) -> None:
    change(member("guide"), overrides=["accounts.view_member", "-capacity.view"])
    user = member("guide").user
    assert access.may(user, "accounts.view_member")
    assert not access.may(user, "capacity.view_departure")
    assert access.answer(user, "bookings.view_booking") == "own"


def test_the_private_phone_is_not_readable_in_the_database(in_coral) -> None:
    change(member("guide"), phone="+501 555 0100")
    row = db.fetch_one("SELECT phone FROM accounts_member WHERE id = %(id)s", id=member("guide").pk)
    assert row is not None
    assert "555" not in row["phone"]
    assert member("guide").phone == "+501 555 0100"


@pytest.mark.django_db(transaction=True)
def test_adding_a_member_makes_a_person_once(in_coral) -> None:
    def add() -> None:
        services.add_member(email="Twice@People.example", role="guide", password=PASSWORD, at=NOW)

    add()
    with pytest.raises(AlreadyMember):
        add()
    with pytest.raises(NoSuchRole):
        services.add_member(email="x@people.example", role="pirate", at=NOW)
    assert User.objects.filter(email="twice@people.example").count() == 1


def test_a_new_business_has_every_built_in_role(in_coral) -> None:
    assert set(Role.objects.filter(builtin=True).values_list("key", flat=True)) == set(builtin.roles())


def test_the_owner_role_is_fixed(in_coral) -> None:
    with pytest.raises(OwnerIsFixed):
        services.update_role(role=role("owner"), name="Boss", description="", may=["*"], by=member("owner"))


def test_a_built_in_role_is_changed_and_put_back(in_coral) -> None:
    guide = role("guide")
    services.update_role(
        role=guide, name="Skipper", description="", may=["bookings.view"], by=member("owner")
    )
    assert access.answer(member("guide").user, "bookings.view_booking") == "all"
    services.reset_role(role=role("guide"), by=member("owner"))
    again = role("guide")
    assert (again.name, tuple(again.may)) == ("Guide", builtin.roles()["guide"].may)
    with pytest.raises(BuiltInRole):
        services.delete_role(role=again, by=member("owner"))


def test_a_role_of_ones_own_is_deleted_only_when_nobody_has_it(in_coral) -> None:
    made = services.create_role(name="Deck hand", description="", may=["bookings.view"], by=member("owner"))
    assert made.key == "deck-hand"
    change(member("guide"), role=made)
    with pytest.raises(RoleInUse):
        services.delete_role(role=made, by=member("owner"))
    change(member("guide"), role=role("guide"))
    services.delete_role(role=made, by=member("owner"))
    assert not Role.objects.filter(key="deck-hand").exists()


def test_role_names_are_unique_here_and_free_elsewhere(in_coral, northgate) -> None:
    services.create_role(name="Deck hand", description="", may=[], by=None)
    with pytest.raises(RoleNameTaken):
        services.create_role(name="Deck hand", description="", may=[], by=None)
    with context.use_tenant(northgate):
        services.create_role(name="Deck hand", description="", may=[], by=None)


def test_nobody_writes_a_role_above_themselves(in_coral) -> None:
    admin = member("admin")
    with pytest.raises(MoreThanOwn):
        services.create_role(name="Shadow", description="", may=["*"], by=admin)
    with pytest.raises(Outranked):
        services.update_role(role=role("admin"), name="A", description="", may=[], by=member("manager"))


def test_permitted_gives_all_own_or_nothing(in_coral) -> None:
    places = Location.objects.all()
    owner, guide = member("owner"), member("guide")
    assert access.permitted(places, owner, "view").count() == places.count() > 0
    assert not access.permitted(places, guide, "view").exists()
    assert not access.permitted(places, None, "view").exists()
    guide.overrides = ["tenancy.view_location:own"]
    assert not access.permitted(places, guide, "view").exists()  # places are nobody's own


def test_own_asks_the_queryset_whose_its_rows_are(in_coral) -> None:
    class Assigned(QuerySet[Location]):
        def assigned_to(self, who: Member):
            return self.filter(name="mine")

    Location.objects.create(name="mine", time_zone="UTC")
    guide = member("guide")
    guide.overrides = ["tenancy.view_location:own"]
    found = access.permitted(Assigned(Location), guide, "view")
    assert [place.name for place in found] == ["mine"]
