"""Writes of how the dashboard of a role is arranged."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.accounts.models import Member, Role
from apps.backoffice.errors import Invalid
from apps.backoffice.models import PanelPlacement
from apps.backoffice.queries import panels as queries
from apps.backoffice.services import rights
from apps.backoffice.services.definitions.reading import Reader
from apps.backoffice.services.definitions.registry import Data, Definition
from apps.backoffice.services.definitions.versions import changing
from apps.backoffice.types import Cause, Placed

KIND: Final = "panels"
ARRANGE: Final = "backoffice.arrange_dashboard"
MOST: Final = 100


def arrange_panels(
    *, role: Role, panels: Sequence[Placed], by: Member | None, at: datetime, cause: Cause = Cause.EDIT
) -> None:
    """Give the role's dashboard these panels in this order. Panels that are not named stand behind them.

    Raises Invalid with paths as "panels.0.width", NotAllowed.
    """
    rights.require(by, ARRANGE)
    with changing(KIND, role.key, by=by, at=at, cause=cause):
        PanelPlacement.objects.filter(role=role).delete()
        rows = [
            PanelPlacement(role=role, panel=one.panel, hidden=one.hidden, width=one.width, position=index)
            for index, one in enumerate(panels)
        ]
        _check(rows)
        PanelPlacement.objects.bulk_create(rows)


def reset_panels(*, role: Role, by: Member | None, at: datetime, cause: Cause = Cause.EDIT) -> None:
    """Give the role's dashboard back what apps propose. Raises NotAllowed."""
    rights.require(by, ARRANGE)
    with changing(KIND, role.key, by=by, at=at, cause=cause):
        PanelPlacement.objects.filter(role=role).delete()


def _check(rows: Sequence[PanelPlacement]) -> None:
    problems: dict[str, list[str]] = {}
    seen: set[str] = set()
    for index, row in enumerate(rows):
        try:
            row.clean_fields(exclude=["tenant", "role"])
        except ValidationError as error:
            problems |= {f"panels.{index}.{key}": texts for key, texts in error.message_dict.items()}
        if row.panel in seen:
            problems.setdefault(f"panels.{index}.panel", []).append(_("This panel stands there already."))
        seen.add(row.panel)
    if len(rows) > MOST:
        problems["panels"] = [_("At most %(most)d panels are possible.") % {"most": MOST}]
    if problems:
        raise Invalid(by_key=problems)


def read(key: str) -> Data | None:
    """The role's arrangement as it is now."""
    role = Role.objects.filter(key=key).first()
    placed = [] if role is None else queries.of_role(role)
    return {"panels": [_serialised(one) for one in placed]} if placed else None


def every() -> dict[str, Data]:
    """All arrangements by the key of the role."""
    found: dict[str, Data] = {}
    for row in PanelPlacement.objects.select_related("role").order_by("role", "position"):
        one = Placed(panel=row.panel, hidden=row.hidden, width=row.width)
        found.setdefault(row.role.key, {"panels": []})["panels"].append(_serialised(one))
    return found


def put(*, key: str, data: Data | None, by: Member | None, at: datetime, cause: Cause) -> None:
    """Arrange or reset. Raises Invalid, NotAllowed."""
    role = Role.objects.filter(key=key).first()
    if role is None:
        raise Invalid(by_key={"": [_("There is no role “%(key)s” here.") % {"key": key[:60]}]})
    if data is None:
        reset_panels(role=role, by=by, at=at, cause=cause)
        return
    reader = Reader(data)
    panels = [_placed(one) for one in reader.items("panels", most=MOST)]
    reader.finish()
    arrange_panels(role=role, panels=panels, by=by, at=at, cause=cause)


def _serialised(one: Placed) -> dict[str, Any]:
    return {"panel": one.panel, "hidden": one.hidden, "width": one.width}


def _placed(reader: Reader) -> Placed:
    placed = Placed(
        panel=reader.text("panel"),
        hidden=reader.flag("hidden"),
        width=reader.one_of("width", PanelPlacement.Width.values, PanelPlacement.Width.NORMAL.value),
    )
    reader.close()
    return placed


DEFINITION = Definition(
    kind=KIND,
    label=gettext_lazy("Dashboard"),
    read=read,
    every=every,
    put=put,
    words={"panels": gettext_lazy("Panels")},
    title=lambda key, data: key,
)
