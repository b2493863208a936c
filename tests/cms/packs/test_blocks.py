"""What packs may write in a page is what the editor's blocks have."""

from typing import Any

import pytest
from wagtail.blocks import ChoiceBlock, ListBlock, RichTextBlock, StructBlock

from cms.blocks import Sections
from cms.blocks.choosers import Good, Picture, Place, Sort, ToPage
from cms.packs.blocks import BLOCKS, Part
from cms.packs.streams import Names, from_stream, to_stream

# When a notice is shown is for its day, not for a pack.
NOT_OF_PACKS = {("notice", "shown_from"), ("notice", "shown_until")}
SECTIONS = Sections().child_blocks


def kind_of(block: Any) -> str:
    if isinstance(block, ListBlock):
        inner = block.child_block
        return (
            "items"
            if isinstance(inner, StructBlock)
            else "pictures"
            if isinstance(inner, Picture)
            else "products"
            if isinstance(inner, Good)
            else "lines"
        )
    kinds = {
        Picture: "picture",
        ToPage: "page",
        Place: "location",
        Sort: "category",
        RichTextBlock: "html",
        ChoiceBlock: "choice",
    }
    return next((kind for of, kind in kinds.items() if isinstance(block, of)), "")


def test_packs_know_every_block() -> None:
    assert set(BLOCKS) == set(SECTIONS)


@pytest.mark.parametrize("name", sorted(BLOCKS))
def test_a_block_has_the_same_members_in_both(name: str) -> None:
    compare(name, SECTIONS[name], BLOCKS[name])


def compare(name: str, block: Any, parts: Any) -> None:
    children = {key: one for key, one in block.child_blocks.items() if (name, key) not in NOT_OF_PACKS}
    assert set(children) == set(parts)
    for key, part in parts.items():
        expected = kind_of(children[key])
        assert part.kind == expected or (not expected and part.kind in ("line", "url", "number")), key
        check_limits(children[key], part)
        if part.kind == "items":
            compare(name, children[key].child_block, part.parts)


def check_limits(block: Any, part: Part) -> None:
    if part.kind == "line":
        assert part.most <= block.field.max_length
    if part.kind in ("items", "lines", "pictures", "products"):
        assert part.most <= block.meta.max_num
        assert part.least >= block.meta.min_num
    if part.kind == "choice":
        assert set(part.choices) == {value for value, _label in block.field.choices if value}


def test_a_body_comes_back_as_the_pack_wrote_it() -> None:
    numbers = {
        ("picture", "reef"): 7,
        ("page", "/trips/"): 8,
        ("location", "Dock"): 9,
        ("product", "dive"): 10,
        ("category", "dives"): 11,
    }
    names = Names(
        number=lambda kind, name: numbers.get((kind, name)),
        name=lambda kind, pk: next(name for (of, name), one in numbers.items() if (of, one) == (kind, pk)),
    )
    body: list[dict[str, Any]] = [
        {"type": "hero", "title": "T", "picture": "reef", "label": "Go", "page": "/trips/", "tone": "dark"},
        {"type": "text", "html": '<p>See <a href="/trips/">trips</a>.</p>', "side": "left"},
        {"type": "gallery", "pictures": ["reef", "reef"]},
        {"type": "prices", "columns": ["A", "B"], "rows": [{"label": "x", "values": ["1", "2"]}]},
        {"type": "hours", "location": "Dock"},
        {"type": "testimonials", "items": [{"quote": "q", "name": "n", "stars": 5, "picture": "reef"}]},
        {"type": "products", "listing": "/trips/", "limit": 3},
        {"type": "price_list", "category": "dives", "columns": "units"},
        {"type": "price_list", "products": ["dive", "dive"], "columns": "list"},
    ]
    stream = to_stream(body, names)
    assert '<a linktype="page" id="8">' in stream[1]["value"]["html"]
    assert from_stream(stream, names) == body
