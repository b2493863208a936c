"""New keys for old: data keys of a business, and the master key that wraps them."""

from collections.abc import Callable
from datetime import datetime

from django.apps import apps
from django.db import models

from apps.kernel.registry import Registry
from apps.tenancy import context, secrets
from apps.tenancy.models import Takeout, Tenant, TenantKey, TenantModel
from apps.tenancy.sensitive import SensitiveField

BATCH = 500
ARCHIVE = "takeout"

# What else is sealed under the master key: callables that seal it anew and answer how many. Filled by higher apps.
SEALED: Registry[Callable[[], int]] = Registry("sealed column")


def sensitive_fields(model: type[models.Model]) -> list[SensitiveField]:
    """The encrypted columns of a model."""
    return [field for field in model._meta.local_fields if isinstance(field, SensitiveField)]


def sensitive_models() -> list[type[TenantModel]]:
    """Models with encrypted columns."""
    return [
        model for model in apps.get_models() if issubclass(model, TenantModel) and sensitive_fields(model)
    ]


def rotate(*, tenant: Tenant, at: datetime) -> int:
    """Give the business a new data key and re-encrypt its values; answers how many rows were rewritten.

    The old key stays, so a value written meanwhile by a process that has not seen the new one remains readable.
    """
    with context.use_platform(tenant):
        secrets.create_key(at=at)
        return sum(_rewrite(model, tenant) for model in sensitive_models())


def _rewrite(model: type[TenantModel], tenant: Tenant) -> int:
    names = [field.attname for field in sensitive_fields(model)]
    count, last = 0, 0
    while True:
        with context.atomic():
            rows = list(
                model._default_manager.select_for_update()
                .filter(tenant=tenant, pk__gt=last)
                .order_by("pk")[:BATCH]
            )
            if not rows:
                return count
            model._default_manager.bulk_update(rows, names)
        last = rows[-1].pk
        count += len(rows)


def rewrap_all() -> int:
    """Close under the newest master key whatever an older one closes; answers how many values.

    Data keys, the keys of archives waiting to be fetched, and what apps have registered. Afterwards the older master
    key may go.
    """
    with context.use_platform(), context.atomic():
        keys = list(TenantKey.objects.select_for_update())
        for key in keys:
            secrets.rewrap(key)
        archives = list(Takeout.objects.select_for_update().exclude(key=""))
        for archive in archives:
            archive.key = secrets.seal(secrets.unseal(archive.key, purpose=ARCHIVE), purpose=ARCHIVE)
            archive.save(update_fields=["key"])
        return len(keys) + len(archives) + sum(reseal() for reseal in SEALED)
