"""Dashboards: arranged per role, put back, and refused as a whole."""

import pytest

from apps.accounts.models import Role
from apps.backoffice.errors import Invalid
from apps.backoffice.models import DefinitionVersion, PanelPlacement
from apps.backoffice.queries import panels as queries
from apps.backoffice.services import panels
from apps.backoffice.types import Placed
from apps.kernel.errors import NotAllowed
from tests.conftest import NOW

PLACED = [Placed("todos", width="full"), Placed("arrivals", hidden=True), Placed("customers.new")]


def role(key: str = "staff") -> Role:
    return Role.objects.get(key=key)


def test_a_role_has_its_own_dashboard(boss) -> None:
    panels.arrange_panels(role=role(), panels=PLACED, by=boss, at=NOW)
    assert queries.of_role(role()) == PLACED
    assert queries.of_role(role("guide")) == []
    panels.arrange_panels(role=role(), panels=PLACED[:1], by=boss, at=NOW)
    assert queries.of_role(role()) == PLACED[:1]
    panels.reset_panels(role=role(), by=boss, at=NOW)
    assert queries.of_role(role()) == []
    assert DefinitionVersion.objects.filter(kind="panels", key="staff").count() == 3


@pytest.mark.parametrize(
    ("placed", "path"),
    [
        ([Placed("a"), Placed("a")], "panels.1.panel"),
        ([Placed("a", width="huge")], "panels.0.width"),
        ([Placed("<b>")], "panels.0.panel"),
        ([Placed("")], "panels.0.panel"),
        ([Placed(f"p{n}") for n in range(101)], "panels"),
    ],
)
def test_what_is_wrong_changes_nothing(boss, placed, path) -> None:
    panels.arrange_panels(role=role(), panels=PLACED, by=boss, at=NOW)
    with pytest.raises(Invalid) as refused:
        panels.arrange_panels(role=role(), panels=placed, by=boss, at=NOW)
    assert path in refused.value.by_key
    assert queries.of_role(role()) == PLACED


def test_who_may_not_is_refused(member_of) -> None:
    with pytest.raises(NotAllowed):
        panels.arrange_panels(role=role(), panels=PLACED, by=member_of("staff"), at=NOW)
    with pytest.raises(NotAllowed):
        panels.reset_panels(role=role(), by=member_of("staff"), at=NOW)


def test_a_manager_arranges_dashboards(member_of) -> None:
    panels.arrange_panels(role=role(), panels=PLACED, by=member_of("manager"), at=NOW)
    assert queries.of_role(role()) == PLACED


def test_a_dashboard_goes_with_its_role(boss) -> None:
    extra = Role.objects.create(key="extra", name="Extra")
    panels.arrange_panels(role=extra, panels=PLACED, by=boss, at=NOW)
    extra.delete()
    assert not PanelPlacement.objects.exists()
