"""Roles as data of the business."""

from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError
from django.utils.text import slugify

from apps.accounts import builtin
from apps.accounts.errors import BuiltInRole, OwnerIsFixed, RoleInUse, RoleNameTaken
from apps.accounts.models import Member, Role
from apps.accounts.services import rank
from apps.tenancy import context
from apps.tenancy.models import Tenant


def add_builtin_roles(*, tenant: Tenant, at: datetime) -> None:
    """Give a new business the built-in roles. A step of provisioning."""
    Role.objects.bulk_create(
        Role(
            tenant=tenant,
            key=role.key,
            name=role.name,
            description=role.description,
            may=list(role.may),
            builtin=True,
        )
        for role in builtin.roles().values()
    )


def create_role(*, name: str, description: str, may: Sequence[str], key: str = "", by: Member | None) -> Role:
    """A role of the business's own; without a key it is made from the name. Raises MoreThanOwn and RoleNameTaken."""
    rank.must_cover(by, [may])
    role = Role(key=key or _free_key(name), name=name.strip(), description=description.strip(), may=list(may))
    _save(role)
    return role


def update_role(*, role: Role, name: str, description: str, may: Sequence[str], by: Member | None) -> None:
    """Change a role for everybody who has it, with their next request.

    Raises OwnerIsFixed, Outranked, MoreThanOwn, RoleNameTaken.
    """
    if role.key == builtin.OWNER:
        raise OwnerIsFixed
    rank.must_outrank_role(by, role)
    rank.must_cover(by, [may])
    role.name, role.description, role.may = name.strip(), description.strip(), list(may)
    _save(role)


def reset_role(*, role: Role, by: Member | None) -> None:
    """Put a built-in role back to how it was shipped. Raises Outranked and MoreThanOwn."""
    shipped = builtin.roles()[role.key]
    rank.must_outrank_role(by, role)
    rank.must_cover(by, [shipped.may])
    role.name, role.description, role.may = shipped.name, shipped.description, list(shipped.may)
    _save(role)


def delete_role(*, role: Role, by: Member | None) -> None:
    """Remove a role nobody has. Raises BuiltInRole, Outranked, RoleInUse."""
    if role.builtin:
        raise BuiltInRole(name=role.name)
    rank.must_outrank_role(by, role)
    with context.atomic():
        row = Role.objects.select_for_update().get(pk=role.pk)
        if row.members.exists() or row.invitations.exists():
            raise RoleInUse(name=role.name)
        row.delete()


def _save(role: Role) -> None:
    try:
        with context.atomic():
            role.save()
    except IntegrityError as error:
        raise RoleNameTaken(name=role.name) from error


def _free_key(name: str) -> str:
    base = slugify(name)[:32] or "role"
    taken = set(Role.objects.filter(key__startswith=base).values_list("key", flat=True))
    numbered = (f"{base}-{n}" for n in range(2, len(taken) + 3))
    return next(key for key in (base, *numbered) if key not in taken)
