"""The two kinds of model there are, and the constraints each gets without asking."""

from collections.abc import Collection, Mapping
from typing import Any, ClassVar

from django.db import models
from django.db.backends.utils import names_digest
from django.db.models import Value
from django.db.models.signals import class_prepared

from apps.tenancy import context, policies
from apps.tenancy.constraints import Access, RowSecurity, TenantIdentity, TenantReference
from apps.tenancy.fields import TenantForeignKey


class TenantModel(models.Model):
    """A row of one business. The database shows it to nobody else and fills in the tenant itself.

    `signin_rights` lets the sign-in role at the table, which only people, members and domains need;
    `app_rights` narrows what the app role may do; `across_tenants` names fields whose key or index
    spans all businesses, which only the sign-in role has a use for.
    """

    app_rights: ClassVar[str] = policies.ALL
    signin_rights: ClassVar[str] = ""
    across_tenants: ClassVar[tuple[str, ...]] = ()

    tenant = models.ForeignKey(
        "tenancy.Tenant",
        models.CASCADE,
        editable=False,
        default=context.current_tenant_id,
        related_name="+",
        db_index=False,
    )
    # What the owner's own fields hold, by their keys. Backoffice writes it; the database has {} for everybody else.
    custom = models.JSONField(
        default=dict, db_default=Value({}, output_field=models.JSONField()), blank=True, editable=False
    )

    class Meta:
        abstract = True

    # Forms leave `tenant` out, and Django then skips every unique check that names it.
    def _get_unique_checks(
        self,
        exclude: Collection[str] | None = None,
        include_meta_constraints: bool = False,  # noqa: FBT001, FBT002  Django's
    ) -> Any:
        return super()._get_unique_checks(  # type: ignore[misc]
            set(exclude or ()) - {"tenant"}, include_meta_constraints
        )

    def validate_constraints(self, exclude: Collection[str] | None = None) -> None:
        super().validate_constraints(set(exclude or ()) - {"tenant"})


class GlobalModel(models.Model):
    """A row of the installation. `grants` says what each role may do, `visible` which rows the app role sees."""

    grants: ClassVar[Mapping[str, str]] = {"platform": policies.ALL}
    visible: ClassVar[str] = ""

    class Meta:
        abstract = True


def _name(table: str, *parts: str, limit: int) -> str:
    name = "_".join((table, *parts))
    if len(name) <= limit:
        return name
    digest = names_digest(table, *parts, length=6)
    return f"{name[: limit - 7]}_{digest}"


def _tenant_schema(sender: type[TenantModel]) -> tuple[list[Any], list[models.Index]]:
    table = sender._meta.db_table
    constraints: list[Any] = [
        TenantIdentity(name=_name(table, "identity", limit=60)),
        RowSecurity(name=_name(table, "rows", limit=60), app=sender.app_rights, signin=sender.signin_rights),
    ]
    led = {tuple(index.fields[:2]) for index in sender._meta.indexes}
    led |= {tuple(c.fields[:2]) for c in sender._meta.constraints if isinstance(c, models.UniqueConstraint)}
    indexes = []
    for field in sender._meta.local_fields:
        if getattr(field, "blind", False):
            indexes.append(
                models.Index(fields=["tenant", field.name], name=_name(table, field.name, limit=30))
            )
        if isinstance(field, TenantForeignKey) or (
            field.is_relation and field.name != "tenant" and isinstance(field, models.ForeignKey)
        ):
            if isinstance(field, TenantForeignKey):
                name = _name(table, field.name, "within", limit=60)
                constraints.append(TenantReference(name=name, field=field.name))
            if ("tenant", field.name) not in led:
                led.add(("tenant", field.name))
                name = _name(table, field.name, "by", limit=30)
                indexes.append(models.Index(fields=["tenant", field.name], name=name))
    return constraints, indexes


def _complete(sender: type[models.Model], **kwargs: Any) -> None:
    """Add what every model of its kind has, before Django or a migration looks at it."""
    options: Any = sender._meta
    if options.abstract or options.proxy or options.swapped:
        return
    indexes: list[models.Index] = []
    if issubclass(sender, TenantModel):
        constraints, indexes = _tenant_schema(sender)
    elif issubclass(sender, GlobalModel):
        name = _name(options.db_table, "access", limit=60)
        constraints = [Access(name=name, grants=sender.grants, visible=sender.visible)]
    else:
        return
    # original_attrs is what the migration autodetector compares.
    options.constraints = options.original_attrs["constraints"] = [*options.constraints, *constraints]
    if indexes:
        options.indexes = options.original_attrs["indexes"] = [*options.indexes, *indexes]


class_prepared.connect(_complete, dispatch_uid="tenancy.complete")
