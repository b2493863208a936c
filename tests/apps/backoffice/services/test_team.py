"""Members changed in the back office, by the rules of accounts."""

import pytest

from apps.accounts.errors import LastOwner, MoreThanOwn
from apps.accounts.models import Member, Role
from apps.backoffice.services import team
from tests.conftest import NOW


def test_only_what_is_named_changes(member_of, guide, owner, bound):
    row = member_of(guide)
    team.update(
        record=row, values={"title": "Head guide", "phone": "+501 600 1234"}, by=member_of(owner), at=NOW
    )
    saved = Member.objects.get(pk=row.pk)
    assert (saved.title, saved.phone, saved.role.key) == ("Head guide", "+501 600 1234", "guide")
    team.update(
        record=saved, values={"role": Role.objects.get(key="instructor")}, by=member_of(owner), at=NOW
    )
    saved = Member.objects.get(pk=row.pk)
    assert (saved.title, saved.phone, saved.role.key) == ("Head guide", "+501 600 1234", "instructor")


def test_nobody_gives_more_than_they_have_and_an_owner_stays(member_of, guide, manager, owner, bound):
    with pytest.raises(MoreThanOwn):
        team.update(record=member_of(guide), values={"overrides": ["*"]}, by=member_of(manager), at=NOW)
    with pytest.raises(LastOwner):
        values = {"role": Role.objects.get(key="staff")}
        team.update(record=member_of(owner), values=values, by=member_of(owner), at=NOW)
