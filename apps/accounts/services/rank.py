"""Nobody gives, or takes from somebody, more than they have themselves."""

from apps.accounts import builtin, patterns, queries
from apps.accounts.errors import LastOwner, MoreThanOwn, Outranked
from apps.accounts.models import Member, Role


def must_cover(by: Member | None, lists: patterns.Lists) -> None:
    """Raise MoreThanOwn when `by` would give permissions they lack. `by` None is the installation itself."""
    if by is not None and not _covers(by, lists):
        raise MoreThanOwn


def must_outrank(by: Member | None, member: Member) -> None:
    """Raise Outranked when the member may do things that `by` may not."""
    if by is not None and not _covers(by, member.patterns):
        raise Outranked(name=str(member))


def must_outrank_role(by: Member | None, role: Role) -> None:
    """Raise Outranked when the role permits what `by` may not do."""
    if by is not None and not _covers(by, [role.may]):
        raise Outranked(name=role.name)


def _covers(by: Member, lists: patterns.Lists) -> bool:
    return patterns.at_most(lists, by.patterns, queries.known_codes())


def keep_an_owner(*, without: Member, role: Role | None = None) -> None:
    """Raise LastOwner when no active owner would be left.

    Locks all active owners until the transaction ends, so two of them cannot let go of each other at once.
    """
    if role is not None and role.key == builtin.OWNER:
        return
    if lock_owners() <= {without.pk}:
        raise LastOwner


def lock_owners() -> set[int]:
    """Lock all active owners until the transaction ends and answer their numbers. Before any other member is locked."""
    locked = queries.active_owners().order_by("pk").select_for_update(of=("self",))
    return {owner.pk for owner in locked}
