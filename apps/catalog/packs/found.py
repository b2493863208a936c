"""Finds again what a pack gave and what has no key of its own in the catalogue: by the names it had."""

from typing import Any, TypeVar

from apps.tenancy.models import TenantModel
from apps.tenancy.packs import Install, Pack, Table

T = TypeVar("T", bound=TenantModel)


def note(pack: Pack, kind: str, key: str, table: Table) -> None:
    """Remember every name that a pack has for a key, the one of collecting first."""
    names = [table.word("name", wanted=True), table.text("name")]
    names += [said.text("name") for said in table.spoken().values()]
    pack.shared.setdefault(f"names of {kind}", {})[key] = list(dict.fromkeys(filter(None, names)))


def by_name(model: type[T], kind: str, key: str, install: Install) -> T | None:
    """The row that a key became, None where nobody calls one as the pack does or did."""
    was = install.was.get((kind, key), {}).get("name")
    names = [*([was] if was else []), *install.pack.shared.get(f"names of {kind}", {}).get(key, ())]
    rows: Any = model._default_manager.filter(name__in=names)
    found = {row.name: row for row in rows}
    return next((found[name] for name in names if name in found), None)


def key_of(row: Any, kind: str, pack: Pack) -> str:
    """The key under which a pack knows a row; "#" and its number where it does not, "" for none."""
    if row is None:
        return ""
    names: dict[str, list[str]] = pack.shared.get(f"names of {kind}", {})
    return next((key for key, known in names.items() if row.name in known), f"#{row.pk}")


def row_of(model: type[T], kind: str, key: str, install: Install) -> T | None:
    """The row of what `key_of` answers."""
    if key.startswith("#"):
        found: T | None = model._default_manager.filter(pk=key[1:]).first()
        return found
    return by_name(model, kind, key, install) if key else None
