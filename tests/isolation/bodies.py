"""A body with every block there is, all of its texts marked, naming rows of the business."""

import json
from typing import Any
from uuid import uuid4

from wagtail.blocks import (
    BooleanBlock,
    CharBlock,
    ChoiceBlock,
    ChooserBlock,
    DateTimeBlock,
    IntegerBlock,
    ListBlock,
    RichTextBlock,
    StreamBlock,
    StructBlock,
    TextBlock,
    URLBlock,
)

from cms.blocks import Sections
from cms.blocks.choosers import Address
from tests.isolation.markers import Marks


def body(marks: Marks) -> str:
    """The JSON of the stream."""
    return json.dumps(_value(Sections(), marks))


def _value(block: Any, marks: Marks) -> Any:
    if isinstance(block, StreamBlock):
        return [{"type": name, "value": _value(child, marks)} for name, child in block.child_blocks.items()]
    if isinstance(block, StructBlock):
        return {name: _value(child, marks) for name, child in block.child_blocks.items()}
    if isinstance(block, ListBlock):
        return [{"type": "item", "id": str(uuid4()), "value": _value(block.child_block, marks)}]
    return _single(block, marks)


def _single(block: Any, marks: Marks) -> Any:
    if isinstance(block, ChooserBlock):
        return marks.pk
    if isinstance(block, RichTextBlock):
        return f"<p>{marks.text(None)}</p>"
    if isinstance(block, ChoiceBlock):
        return next(key for key, _label in block.field.choices if key)
    if isinstance(block, Address | URLBlock):
        return f"https://{marks.host()}/"
    if isinstance(block, CharBlock | TextBlock):
        return marks.text(block.field.max_length)
    if isinstance(block, IntegerBlock):
        return 3
    assert isinstance(block, DateTimeBlock | BooleanBlock), f"teach tests/isolation/bodies.py {block!r}"
    return None
