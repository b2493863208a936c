"""The stylesheet of a theme: tokens for every choice, small, and nothing that an owner wrote."""

import gzip
import itertools
import re
from pathlib import Path

import pytest
from django.conf import settings

from cms.theme.stylesheet import fluid, stylesheet
from cms.theme.types import Choices, Corners, Layout, Scale, Spacing, Typeface

STATIC = Path(settings.BASE_DIR, "static/site")
# HTML, CSS and JavaScript of a page together may weigh 60 kB; this is the share of the styles.
MOST_STYLES = 24_000
MOST_FONT = 40_000


def test_every_combination_has_the_same_tokens():
    names = None
    for typeface, scale, spacing, corners in itertools.product(Typeface, Scale, Spacing, Corners):
        text = stylesheet(Choices(typeface=typeface, scale=scale, spacing=spacing, corners=corners))
        found = set(re.findall(r"(--[\w-]+):", text))
        assert names is None or found == names
        names = found


@pytest.mark.parametrize("layout", Layout)
def test_styles_and_fonts_are_small(layout):
    theme = stylesheet(Choices(layout=layout, typeface=Typeface.SERIF)).encode()
    files = [STATIC.joinpath(name).read_bytes() for name in ("site.css", f"{layout}.css")]
    assert sum(len(gzip.compress(part)) for part in (*files, theme)) < MOST_STYLES
    assert all(font.stat().st_size < MOST_FONT for font in STATIC.glob("fonts/*.woff2"))


def test_every_token_that_is_used_is_set_somewhere():
    sheets = {path.name: path.read_text() for path in STATIC.glob("*.css")}
    known = set(re.findall(r"(--[\w-]+)\s*:", "".join(sheets.values()) + stylesheet(Choices())))
    for name, text in sheets.items():
        assert set(re.findall(r"var\((--[\w-]+)", text)) <= known, name


def test_a_preview_holds_one_scheme_fast():
    light, dark = (stylesheet(Choices(), scheme=scheme) for scheme in ("light", "dark"))
    assert "prefers-color-scheme" not in light + dark
    assert "color-scheme:dark" in dark
    assert light != dark
    assert "prefers-color-scheme" in stylesheet(Choices(), scheme="nonsense")


def test_sizes_grow_between_a_phone_and_a_desk():
    assert fluid(16, 16) == "1rem"
    assert fluid(16, 24).startswith("clamp(1rem, ")
    assert fluid(16, 24).endswith(", 1.5rem)")
    assert fluid(13.3, 12.8).startswith("clamp(0.8rem, ")
