"""Tables whose rows visitors see: whoever writes one of them says so, and the business's kept pages are made anew."""

from functools import partial
from typing import Any, Final

from django.db import transaction

from apps.tenancy import context, pages
from apps.tenancy.models import Domain, Location, OpeningHours, SpecialDay, Tenant

SHOWN: Final[set[type[Any]]] = {Location, OpeningHours, SpecialDay}


def changed(*models: type[Any]) -> None:
    """Rows of these were written. Nothing happens for tables that no page shows, or outside a business."""
    if any(model in SHOWN for model in models):
        forget_own()


def forget_own() -> None:
    """Let go of all kept pages of the bound business once the transaction is over, once however often it is said."""
    bound = context.current()
    if bound.tenant is not None and not _is_waiting(bound.tenant, bound.alias):
        transaction.on_commit(partial(_forget, bound.tenant), using=bound.alias, robust=True)


def _is_waiting(tenant: int, alias: str) -> bool:
    connection = transaction.get_connection(alias)
    # A savepoint that is rolled back takes what was said inside it along.
    within = set(connection.savepoint_ids)
    return any(
        isinstance(waits, partial) and waits.func is _forget and waits.args == (tenant,) and sids <= within
        for sids, waits, _robust in connection.run_on_commit
    )


def _forget(tenant: int) -> None:
    """A business in the middle of its birth or its end has no pages to forget."""
    with context.use_signin():
        row = Tenant.objects.filter(pk=tenant).first()
        if row is not None:
            hosts = list(Domain.objects.filter(tenant=row).values_list("host", flat=True))
            pages.forget(*hosts, row.slug_host)
