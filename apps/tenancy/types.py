"""Plain values of tenancy."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Status(TextChoices):
    """Where a business stands with the platform."""

    SETUP = "setup", _("Being set up")
    TRIAL = "trial", _("Trial")
    ACTIVE = "active", _("Active")
    SUSPENDED = "suspended", _("Suspended")
    CANCELLED = "cancelled", _("Cancelled")

    @property
    def is_open(self) -> bool:
        """Whether customers may see the pages and staff may work; otherwise staff may only export."""
        return self not in {Status.SUSPENDED, Status.CANCELLED}


class KeptFees(TextChoices):
    """How what is kept of a price is taxed when somebody cancels or does not come. Countries differ."""

    AS_SOLD = "as_sold", _("Taxed like what was sold")
    UNTAXED = "untaxed", _("Not taxed: it makes good a loss")


@dataclass(frozen=True, slots=True)
class TenantFacts:
    """What every request needs to know of its business; may be up to two seconds old."""

    id: int
    slug: str
    name: str
    trade: str
    status: Status
    locale: str
    currency: str
    time_zone: str
    host: str
    trial_ends_at: datetime | None

    @property
    def pk(self) -> int:
        """The id, under the name `use_tenant` and models share."""
        return self.id

    @property
    def is_open(self) -> bool:
        """Whether the business is neither suspended nor cancelled."""
        return self.status.is_open


@dataclass(frozen=True, slots=True)
class QuotaState:
    """How much of a quota is used. `limit` is None when the plan sets none."""

    quota: str
    used: int
    limit: int | None

    @property
    def percent(self) -> int:
        """Used share of the limit, 0 without one."""
        return 0 if not self.limit else min(100, self.used * 100 // self.limit)

    @property
    def warn(self) -> bool:
        """Whether the owner should hear of it: at 80 % of the limit."""
        return self.limit is not None and self.used * 5 >= self.limit * 4
