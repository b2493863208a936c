"""What the plan allows. One call before an operation: `require` a feature, `consume` a quota."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from apps.kernel.registry import Registry
from apps.tenancy import context, db, facts
from apps.tenancy.errors import FeatureNotIncluded, NoTenant, QuotaReached
from apps.tenancy.models import Plan, QuotaUse
from apps.tenancy.types import QuotaState


@dataclass(frozen=True, slots=True)
class Quota:
    """Something a plan may limit. `monthly` ones begin anew each month of the business's own time zone."""

    key: str
    label: str | Promise
    monthly: bool = False


QUOTAS: Registry[Quota] = Registry("quota")
QUOTAS.add("members", Quota("members", _("team members")))
QUOTAS.add("locations", Quota("locations", _("locations")))
QUOTAS.add("bookings", Quota("bookings", _("bookings this month"), monthly=True))
QUOTAS.add("customers", Quota("customers", _("customers")))
QUOTAS.add("storage_mb", Quota("storage_mb", _("megabytes of files")))
QUOTAS.add("sms", Quota("sms", _("text messages this month"), monthly=True))

# Quotas that nobody counts: what is used is measured when somebody asks.
MEASURED: Registry[Callable[[], int]] = Registry("measured quota")

# One statement decides and counts, so two requests cannot both take the last one.
TAKE = """
INSERT INTO tenancy_quotause AS q (quota, period, used)
SELECT %(quota)s, %(period)s, %(amount)s WHERE %(limit)s::bigint IS NULL OR %(amount)s <= %(limit)s::bigint
ON CONFLICT (tenant_id, quota, period) DO UPDATE SET used = q.used + %(amount)s
WHERE %(limit)s::bigint IS NULL OR q.used + %(amount)s <= %(limit)s::bigint
RETURNING used
"""
GIVE_BACK = """
UPDATE tenancy_quotause SET used = greatest(0, used - %(amount)s)
WHERE tenant_id = %(tenant)s AND quota = %(quota)s AND period = %(period)s
"""


def plan() -> Plan:
    """The bound business's plan. Raises NoTenant."""
    tenant = context.current_tenant_id()
    if tenant is None:
        raise NoTenant
    return Plan.objects.get(tenants=tenant)


def require(feature: str) -> None:
    """Raise FeatureNotIncluded unless the plan has the feature."""
    current = plan()
    if feature not in current.features and "*" not in current.features:
        raise FeatureNotIncluded(feature=feature, plan=current.name)


def consume(quota: str, amount: int = 1, *, at: datetime) -> QuotaState:
    """Count `amount` before the operation it is for. `warn` on the answer says that 80 % are used.

    Raises QuotaReached and counts nothing when the limit would be passed. Locks the quota's row until the
    transaction ends, and is undone with it.
    """
    if amount < 0:
        raise ValueError("consume() counts up; use release()")
    known = QUOTAS.get(quota)
    limit = plan().limits.get(quota)
    period = _period(known, at)
    row = db.fetch_one(TAKE, quota=quota, period=period, amount=amount, limit=limit)
    if row is None:
        used = state(quota, at=at).used
        raise QuotaReached(quota=quota, label=known.label, limit=limit, used=used)
    return QuotaState(quota, row["used"], limit)


def release(quota: str, amount: int = 1, *, at: datetime) -> None:
    """Give back what `consume` counted, when the thing is gone."""
    period = _period(QUOTAS.get(quota), at)
    db.execute(GIVE_BACK, tenant=context.current_tenant_id(), quota=quota, period=period, amount=amount)


def state(quota: str, *, at: datetime) -> QuotaState:
    """How much of one quota is used in the period of `at`."""
    if quota in MEASURED:
        return QuotaState(quota, MEASURED.get(quota)(), plan().limits.get(quota))
    period = _period(QUOTAS.get(quota), at)
    rows = QuotaUse.objects.filter(tenant=context.current_tenant_id(), quota=quota, period=period)
    used = rows.values_list("used", flat=True)
    return QuotaState(quota, used.first() or 0, plan().limits.get(quota))


def overview(*, at: datetime) -> list[QuotaState]:
    """Every quota the plan limits. Two queries, and those of what is measured."""
    limits = plan().limits
    used = {
        (row.quota, row.period): row.used
        for row in QuotaUse.objects.filter(tenant=context.current_tenant_id())
    }
    return [
        QuotaState(
            key,
            MEASURED.get(key)() if key in MEASURED else used.get((key, _period(quota, at)), 0),
            limits[key],
        )
        for key, quota in QUOTAS.items()
        if key in limits
    ]


def _period(quota: Quota, at: datetime) -> str:
    if not quota.monthly:
        return ""
    return at.astimezone(ZoneInfo(facts.current().time_zone)).strftime("%Y-%m")
