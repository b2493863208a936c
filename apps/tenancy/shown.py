"""Tables whose rows visitors see: whoever writes one of them says so, and the business's kept pages are made anew."""

from typing import Any, Final

from apps.tenancy import commits, context, pages
from apps.tenancy.models import Domain, Location, OpeningHours, SpecialDay, Tenant

SHOWN: Final[set[type[Any]]] = {Location, OpeningHours, SpecialDay}


def changed(*models: type[Any]) -> None:
    """Rows of these were written. Nothing happens for tables that no page shows, or outside a business."""
    if any(model in SHOWN for model in models):
        forget_own()


def forget_own() -> None:
    """Let go of all kept pages of the bound business once the transaction is over, once however often it is said."""
    bound = context.current()
    if bound.tenant is not None:
        commits.once_after(_forget, bound.tenant)


def _forget(tenant: int) -> None:
    """A business in the middle of its birth or its end has no pages to forget."""
    with context.use_signin():
        row = Tenant.objects.filter(pk=tenant).first()
        if row is not None:
            hosts = list(Domain.objects.filter(tenant=row).values_list("host", flat=True))
            pages.forget(*hosts, row.slug_host)
