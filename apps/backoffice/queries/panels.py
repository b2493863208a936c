"""Reads of how dashboards are arranged."""

from apps.accounts.models import Role
from apps.backoffice.models import PanelPlacement
from apps.backoffice.types import Placed


def of_role(role: Role) -> list[Placed]:
    """The panels of the role in their order, hidden ones included; empty when nobody has arranged them."""
    return [
        Placed(panel=row.panel, hidden=row.hidden, width=row.width)
        for row in PanelPlacement.objects.filter(role=role).order_by("position")
    ]
