"""Every change to a field leaves a version."""

from contextlib import AbstractContextManager
from datetime import datetime
from typing import Final

from apps.accounts.models import Member
from apps.backoffice.models import CustomField
from apps.backoffice.services.definitions.versions import changing
from apps.backoffice.types import Cause

KIND: Final = "field"


def versioned(
    field: CustomField, *, by: Member | None, at: datetime, cause: Cause
) -> AbstractContextManager[None]:
    """A transaction around a change to a field's definition. Locks all definitions of the business."""
    return changing(KIND, f"{field.on}/{field.key}", by=by, at=at, cause=cause)
