"""References inside of texts: Wagtail's rich text, its streams, and the content of its revisions."""

import json
import re
from collections.abc import Mapping
from typing import Any, Final

from django.db import models
from modelcluster.models import get_all_child_m2m_relations, get_all_child_relations
from wagtail.blocks import ChooserBlock, ListBlock, RichTextBlock, StreamBlock, StructBlock
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.rich_text import features

from apps.tenancy.takeout.moving import Move

TAG: Final = re.compile(r"<(a|embed)\b([^>]*)>")
KIND: Final = {"a": re.compile(r'\blinktype="([^"]*)"'), "embed": re.compile(r'\bembedtype="([^"]*)"')}
ID: Final = re.compile(r'(?<![\w-])id="(\d+)"')


def rich_text(html: str, move: Move) -> str:
    """The same text with the ids of pages, documents, images and whatever else is linked or embedded."""
    handlers = {"a": features.get_link_types(), "embed": features.get_embed_types()}

    def renamed(tag: re.Match[str]) -> str:
        kind = KIND[tag[1]].search(tag[2])
        handler = handlers[tag[1]].get(kind[1]) if kind else None
        if handler is None or not ID.search(tag[2]):
            return tag[0]
        try:
            model = handler.get_model()
        except NotImplementedError:
            return tag[0]
        return f"<{tag[1]}{ID.sub(lambda m: _id(move, model, m[1]), tag[2])}>"

    return TAG.sub(renamed, html)


def _id(move: Move, model: type[models.Model], old: str) -> str:
    return f'id="{move.reference(model, old)}"'


def block(definition: Any, value: Any, move: Move) -> Any:
    """A block's raw value, all the way down its definition."""
    if isinstance(definition, StreamBlock) and value is not None:
        return [_item(definition.child_blocks.get(item.get("type")), item, move) for item in value]
    return value if value is None else _simpler_block(definition, value, move)


def _simpler_block(definition: Any, value: Any, move: Move) -> Any:
    if isinstance(definition, ListBlock):
        return [_item(definition.child_block, item, move) for item in value]
    if isinstance(definition, StructBlock):
        children = definition.child_blocks
        return {k: block(children.get(k), v, move) for k, v in value.items()}
    if isinstance(definition, TypedTableBlock):
        kinds = [definition.child_blocks.get(column["type"]) for column in value["columns"]]
        rows = [
            {**row, "values": [block(k, v, move) for k, v in zip(kinds, row["values"], strict=True)]}
            for row in value["rows"]
        ]
        return {**value, "rows": rows}
    if isinstance(definition, ChooserBlock):
        return move.reference(definition.model_class, value)
    if isinstance(definition, RichTextBlock):
        return rich_text(value, move)
    return value


def _item(definition: Any, item: Any, move: Move) -> Any:
    # Lists written before Wagtail 2.16 hold bare values.
    if isinstance(item, dict) and "value" in item and "type" in item:
        return {**item, "value": block(definition, item["value"], move)}
    return block(definition, item, move)


def stream(field: Any, stored: Any, move: Move) -> Any:
    """A StreamField's JSON, as text or unpacked. What was a plain text before the field became a stream
    stays."""
    value = json.loads(stored) if isinstance(stored, str) else stored
    if not isinstance(value, list):
        return stored
    moved = block(field.stream_block, value, move)
    return json.dumps(moved) if isinstance(stored, str) else moved


def content_path(model: type[models.Model], path: str, move: Move) -> str:
    """Where in an object a reference stands; rows of its child relations are named by their numbers."""
    name, _, rest = path.partition(".")
    children = {r.get_accessor_name(): r.related_model for r in get_all_child_relations(model)}
    if name not in children or not rest:
        return path
    number, _, inner = rest.partition(".")
    return f"{name}.{move.reference(children[name], number)}.{content_path(children[name], inner, move)}"


def child_models(model: type[models.Model]) -> Mapping[str, type[models.Model]]:
    """Models whose objects are written inside of the object's own serialisation, by the name they have
    there."""
    return {r.get_accessor_name(): r.related_model for r in get_all_child_relations(model)}


def many_models(model: type[models.Model]) -> Mapping[str, type[models.Model]]:
    """Models of which the serialisation holds lists of keys."""
    return {f.name: f.related_model for f in get_all_child_m2m_relations(model)}


# Wagtail's own log names what an action was about by {"id": …}.
NAMED_IN_LOG: Final = {
    "page": "wagtailcore_page",
    "source": "wagtailcore_page",
    "destination": "wagtailcore_page",
    "revision": "wagtailcore_revision",
    "comment": "wagtailcore_comment",
}


def log_data(data: Any, move: Move) -> Any:
    """The details of a line of Wagtail's log."""
    if not isinstance(data, dict):
        return data
    return {key: _named(NAMED_IN_LOG.get(key), value, move) for key, value in data.items()}


def _named(table: str | None, value: Any, move: Move) -> Any:
    if table is None or not isinstance(value, dict) or not isinstance(value.get("id"), int):
        return value
    return {**value, "id": move.number(table, value["id"])}
