"""All colours of a site from three: whatever an owner chooses, it can be read and seen."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from apps.backoffice.look.colours import HEX, contrast, lightness
from cms.theme.palette import schemes

colours = st.integers(0, 0xFFFFFF).map(lambda n: f"#{n:06x}")
DEMO = (
    ("#0b7a75", "#fbf7f0"),
    ("#8a3b2e", "#fffcf7"),
    ("#2f4b7c", "#ffffff"),
    ("#111827", "#ffffff"),
    ("#14532d", "#f6f8f6"),
)


@given(accent=colours, second=st.just("") | colours, ground=colours)
@example("#000000", "#000000", "#000000")
@example("#ffffff", "#ffffff", "#ffffff")
@example("#ffff00", "", "#0000ff")
@example("#7f7f7f", "#808080", "#777777")
def test_words_and_controls_have_their_contrast_in_light_and_dark(accent, second, ground):
    for scheme in schemes(accent, second, ground):
        assert scheme.broken_promises() == []
        assert all(HEX.fullmatch(colour) for colour in scheme.tokens().values())


@given(accent=colours, ground=colours)
def test_light_is_light_and_dark_is_dark_whatever_the_ground(accent, ground):
    light, dark = schemes(accent, "", ground)
    assert lightness(light.paper) > 0.94
    assert lightness(dark.paper) < 0.3


def test_the_demo_businesses_keep_their_colours_in_light():
    for accent, ground in DEMO:
        light, _dark = schemes(accent, "", ground)
        assert contrast(light.accent, accent) < 1.05
        assert contrast(light.paper, ground) < 1.03


def test_what_is_no_colour_is_refused():
    with pytest.raises(ValueError, match="red"):
        schemes("red;}body{display:none", "", "#ffffff")
