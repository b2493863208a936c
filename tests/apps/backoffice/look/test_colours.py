"""All colours from one: whatever an owner chooses, words can be read."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from hypothesis import example, given
from hypothesis import strategies as st

from apps.backoffice.look import colours
from apps.backoffice.look.colours import contrast, palettes
from apps.backoffice.look.stylesheet import stylesheet

accents = st.integers(0, 0xFFFFFF).map(lambda n: f"#{n:06x}")
SHELL = Path(settings.BASE_DIR, "static/quayside/quayside.css").read_text()


@given(accent=accents)
@example("#000000")
@example("#ffffff")
@example("#ffff00")
@example("#0000ff")
@example("#7f7f7f")
def test_words_can_be_read_in_light_and_dark_whatever_the_accent(accent):
    light, dark = palettes(accent)
    for palette, surfaces, ink in (
        (light, colours.LIGHT, colours.INK_ON_LIGHT),
        (dark, colours.DARK, colours.INK_ON_DARK),
    ):
        for colour in (palette.accent, palette.strong):
            assert colours.HEX.fullmatch(colour)
            assert contrast(palette.ink, colour) >= 4.5
            for surface in (*surfaces, palette.tint):
                assert contrast(colour, surface) >= 4.5
        assert contrast(ink, palette.tint) >= 4.5


@given(accent=accents)
def test_an_accent_that_reads_well_stays_as_it_is(accent):
    light, _dark = palettes(accent)
    if all(contrast(accent, other) >= 4.5 for other in (*colours.LIGHT, light.tint)):
        assert contrast(light.accent, accent) < 1.05


def test_the_demo_businesses_keep_their_colours_in_light():
    for accent in ("#0b7a75", "#8a3b2e", "#2f4b7c", "#111827", "#14532d"):
        assert contrast(palettes(accent)[0].accent, accent) < 1.1


def test_contrast_is_that_of_the_guidelines():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_the_surfaces_are_those_of_the_shell():
    found = dict(re.findall(r"(--[\w-]+): light-dark\(([^)]*)\)", SHELL))
    pairs = {name: tuple(part.strip() for part in value.split(",")) for name, value in found.items()}
    shown = [pairs[name] for name in ("--surface", "--paper", "--sunken")]
    assert {one for one, _dark in shown} == set(colours.LIGHT)
    assert {dark for _light, dark in shown} == set(colours.DARK)
    assert pairs["--ink"] == (colours.INK_ON_LIGHT, colours.INK_ON_DARK)


def test_the_stylesheet_sets_tokens_and_nothing_else():
    assert stylesheet(accent="") == ""
    assert stylesheet(accent="", theme="dark") == ":root { color-scheme: dark; }\n"
    text = stylesheet(accent="#0b7a75", theme="nonsense")
    assert set(re.findall(r"--[\w-]+", text)) == {
        "--accent",
        "--accent-strong",
        "--accent-ink",
        "--accent-tint",
    }
    with pytest.raises(ValueError, match="red"):
        stylesheet(accent="red;}body{display:none")
