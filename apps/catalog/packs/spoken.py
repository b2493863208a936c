"""What rules and policies are called in the pack's other languages, for customers who read those."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from apps.backoffice.services import records
from apps.catalog.models import NameTranslation
from apps.tenancy.packs import Install, Table, Values

# By the name in the business's own language: language → what stands there.
Names = dict[str, dict[str, Values]]


def collect(table: Table, *members: str, most: Mapping[str, int] | None = None) -> dict[str, Values]:
    """By language, but for the one of collecting: the texts of these members, as far as they are another there."""
    languages = table.source.languages
    said = {languages[0]: table, **table.spoken()}
    own = {
        name: _text(said.get(table.source.language), name, most) or _text(table, name, most)
        for name in members
    }
    found = {}
    for language, one in said.items():
        texts = {name: _text(one, name, most) for name in members}
        if language != table.source.language and texts[members[0]] and texts != own:
            found[language] = {name: text for name, text in texts.items() if text}
    return found


def _text(table: Table | None, name: str, most: Mapping[str, int] | None) -> str:
    if table is None:
        return ""
    length = (most or {}).get(name)
    return table.text(name) if length is None else table.text(name, most=length)


def of_rows(of: str, rows: Iterable[Any], *members: str) -> dict[int, dict[str, Values]]:
    """The same of rows that stand, by their numbers; nothing for those without. One query."""
    found: dict[int, dict[str, Values]] = {}
    numbers = [row.pk for row in rows]
    for one in NameTranslation.objects.filter(**{f"{of}__in": numbers}).order_by("language"):
        texts = {name: getattr(one, name) for name in members}
        said = {name: text for name, text in texts.items() if text}
        found.setdefault(getattr(one, f"{of}_id"), {})[one.language] = said
    return found


def by_name(of: str, rows: Sequence[Any]) -> Names:
    """The same by name, for rows that have no key of their own."""
    found = of_rows(of, rows, "name")
    return {row.name: found[row.pk] for row in rows if row.pk in found}


def write(of: str, row: Any, said: Mapping[str, Values], install: Install) -> None:
    """Have the row called so, and in no other language."""
    standing = {one.language: one for one in NameTranslation.objects.filter(**{of: row})}
    for language, texts in said.items():
        values = {"name": texts.get("name", ""), "description": texts.get("description", "")}
        one = standing.pop(language, None)
        if one is None:
            new = NameTranslation(**{of: row}, language=language)
            records.create(record=new, values=values, by=None, at=install.at)
        elif any(getattr(one, name) != value for name, value in values.items()):
            records.update(record=one, values=values, by=None, at=install.at)
    for one in standing.values():
        records.delete(record=one, by=None, at=install.at)


def in_words(said: Mapping[str, Any]) -> str:
    """For people: "August: Agosto"."""
    found = []
    for name, value in said.items():
        texts = [one if isinstance(one, str) else one.get("name", "") for one in value.values()]
        found.append(f"{name}: {', '.join(dict.fromkeys(texts))}")
    return "; ".join(found)
