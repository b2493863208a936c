"""What stands in each column of a table or each field of an object, and how it is said after the move.

Column values are PostgreSQL's own text; fields of a serialised object are JSON values. Both go through the
same rules.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.fields import GenericForeignKey
from django.db import models
from treebeard.mp_tree import MP_Node
from wagtail.fields import RichTextField, StreamField

from apps.tenancy.takeout import texts
from apps.tenancy.takeout.errors import UnknownTable
from apps.tenancy.takeout.moving import Move
from apps.tenancy.takeout.registries import REFERENCES, Row
from apps.tenancy.takeout.schema import Table

Rule = Callable[[Any, Move], Any]
Pair = tuple[str, str]

# Tables of the installation that rows may refer to, and the columns by which one installation knows another's
# rows.
SHARED: Final = {
    "django_content_type": ("app_label", "model"),
    "auth_permission": ("content_type_id", "codename"),
}

# Pairs of content type and key that have no GenericForeignKey: table → (type's column, key's column).
PAIRS: Final[dict[str, tuple[Pair, ...]]] = {
    "django_admin_log": (("content_type_id", "object_id"),),
    "wagtailcore_modellogentry": (("content_type_id", "object_id"),),
    "wagtailcore_referenceindex": (
        ("base_content_type_id", "object_id"),
        ("to_content_type_id", "to_object_id"),
    ),
}


def to_row(table: str) -> Rule:
    """A number of a row of this table, where neither database nor model says so. For REFERENCES."""
    return lambda value, move: _like(value, move.number(table, int(value)))


def to_person(value: Any, move: Move) -> Any:
    """A person's id. For REFERENCES."""
    return _like(value, move.people.get(int(value)))


def _like(value: Any, new: int | None) -> Any:
    return new if new is None or isinstance(value, int) else str(new)


def in_json(rule: Rule) -> Rule:
    """A rule for the whole of a JSON column. For REFERENCES."""

    def apply(value: Any, move: Move) -> Any:
        if isinstance(value, str):
            return json.dumps(rule(json.loads(value), move))
        return rule(value, move)

    return apply


@dataclass(frozen=True, slots=True)
class Shape:
    """The rules of one table or model. `kept` are names whose value is a person's id, which export
    describes."""

    rules: dict[str, Rule]
    pairs: tuple[Pair, ...]
    persons: frozenset[str]

    def apply(self, values: dict[str, Any], move: Move) -> dict[str, Any]:
        """The values after the move; names without a rule stay as they are."""
        moved = dict(values)
        for kind, key in self.pairs:
            if values.get(key) is not None:
                moved[key] = move.generic(values.get(kind), values[key])
        for name, rule in self.rules.items():
            if values.get(name) is not None:
                moved[name] = rule(values[name], move)
        return moved


def of_table(table: Table, model: type[models.Model] | None, tables: frozenset[str]) -> Shape:
    """Rules by column, from the catalog's foreign keys and from the model. Raises UnknownTable."""
    fields = [] if model is None else [f for f in model._meta.local_concrete_fields if f.name != "tenant"]
    rules = {str(f.column): rule for f in fields if (rule := _rule(f)) is not None}
    persons = {str(f.column) for f in fields if f.is_relation and f.related_model is get_user_model()}
    for column, reference in table.references.items():
        if reference.table not in (*tables, *SHARED, get_user_model()._meta.db_table):
            raise UnknownTable(table=table.name, why=f"{column} refers to {reference.table}")
        if reference.table in tables and not reference.deferrable:
            raise UnknownTable(table=table.name, why=f"the key of {column} is not deferrable")
        if column not in rules:
            raise UnknownTable(table=table.name, why=f"no model knows {column}")
    if table.number is not None:
        rules[table.number] = to_row(table.name)
    for name, rule in REFERENCES.items():
        owner, _, column = name.partition(".")
        if owner == table.name:
            rules[column] = rule
            persons |= {column} if rule is to_person else set()
    rules |= _known(table.name)
    pairs = (*PAIRS.get(table.name, ()), *(_pairs(model, by_column=True) if model else ()))
    return Shape(rules, tuple(dict.fromkeys(pairs)), frozenset(persons))


def of_object(model: type[models.Model]) -> Shape:
    """Rules by field name, as objects are serialised in revisions."""
    rules: dict[str, Rule] = {"pk": partial(_reference, model)}
    for field in model._meta.concrete_fields:
        rule = _rule(field)
        if rule is not None and not field.primary_key:
            rules[field.name] = rule
    for name, child in texts.child_models(model).items():
        rules[name] = partial(_children, child)
    for name, other in texts.many_models(model).items():
        rules[name] = partial(_many, other)
    return Shape(rules, _pairs(model, by_column=False), frozenset())


def _pairs(model: type[models.Model], *, by_column: bool) -> tuple[Pair, ...]:
    found = []
    for field in model._meta.private_fields:
        if isinstance(field, GenericForeignKey):
            kind, key = (_name(model, name, by_column=by_column) for name in (field.ct_field, field.fk_field))
            found.append((kind, key))
    return tuple(found)


def _name(model: type[models.Model], name: str, *, by_column: bool) -> str:
    field: Any = model._meta.get_field(name)
    return str(field.column if by_column else field.name)


def _rule(field: Any) -> Rule | None:
    if field.is_relation:
        return partial(_reference, field.related_model)
    if isinstance(field, models.FileField):
        return _file
    if isinstance(field, RichTextField):
        return texts.rich_text
    if isinstance(field, StreamField):
        return partial(texts.stream, field)
    if issubclass(field.model, MP_Node) and field.name == "path":
        return partial(_path, field.model)
    # Unique over the installation by Wagtail's design; the same for all translations of one thing.
    if isinstance(field, models.UUIDField) and (field.primary_key or field.name == "translation_key"):
        return _uuid
    return None


def _reference(model: type[models.Model], value: Any, move: Move) -> Any:
    return move.reference(model, value)


def _file(value: str, move: Move) -> str:
    return move.file(value)


def _path(model: type[MP_Node], value: str, move: Move) -> str:
    return move.path(model, value)


def _uuid(value: str, move: Move) -> str:
    return str(move.uuid(value))


def _children(model: type[models.Model], values: list[dict[str, Any]], move: Move) -> list[Any]:
    shape = of_object(model)
    return [shape.apply(value, move) for value in values]


def _many(model: type[models.Model], values: list[Any], move: Move) -> list[Any]:
    return [move.reference(model, value) for value in values]


def _known(table: str) -> dict[str, Rule]:
    """Columns of libraries whose meaning only their code knows."""
    if table in {"wagtailcore_pagelogentry", "wagtailcore_modellogentry"}:
        return {"data": in_json(texts.log_data)}
    if table == "wagtailcore_site":
        return {"hostname": lambda value, move: move.host(value)}
    return {}


def finish(table: str, old: Row, new: Row, move: Move) -> Row:
    """What depends on more than one column."""
    if table == "wagtailcore_revision":
        return _revision(old, new, move)
    if table == "wagtailcore_referenceindex":
        return _reference_index(old, new, move)
    return new


def _revision(old: Row, new: Row, move: Move) -> Row:
    model = move.models_by_type.get(int(old["content_type_id"] or 0))
    if model is None or old["content"] is None:
        return new
    content = of_object(model).apply(json.loads(old["content"]), move)
    return {**new, "content": json.dumps(content)}


def _reference_index(old: Row, new: Row, move: Move) -> Row:
    model = move.models_by_type.get(int(old["content_type_id"] or 0))
    index: Any = apps.get_model("wagtailcore", "ReferenceIndex")
    if model is None:
        return new
    path = texts.content_path(model, old["content_path"] or "", move)
    return {**new, "content_path": path, "content_path_hash": str(index._get_content_path_hash(path))}


def image(table: str, shape: Shape, values: dict[str, Any], move: Move) -> dict[str, Any]:
    """A row as the audit log keeps it: JSON values by column, JSON columns unpacked, secrets masked."""
    moved = shape.apply({k: v for k, v in values.items() if not isinstance(v, dict | list)}, move)
    inner: dict[str, Any] = {k: v for k, v in values.items() if isinstance(v, dict | list)}
    if table == "wagtailcore_revision" and isinstance(inner.get("content"), dict):
        model = move.models_by_type.get(values["content_type_id"])
        if model is not None:
            inner["content"] = of_object(model).apply(inner["content"], move)
    for name, value in inner.items():
        if name in shape.rules:
            inner[name] = shape.rules[name](value, move)
    return {**moved, **inner}
