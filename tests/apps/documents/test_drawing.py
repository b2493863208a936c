"""Letters find their fonts, lines their width, and right-to-left its order."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apps.documents.drawing import fonts, scripts
from apps.documents.drawing.lines import BODY, cut_short, wrapped


@pytest.mark.parametrize(
    ("text", "font"),
    [
        ("Año", "NotoSans-Regular"),
        ("Ωμέγα", "NotoSans-Regular"),
        ("Жук", "NotoSans-Regular"),
        ("שלום", "NotoSansHebrew-Regular"),
        ("ﻋﻠﻲ", "NotoSansArabic-Regular"),
        ("山田", "STSong-Light"),
        ("さくら", "HeiseiKakuGo-W5"),
        ("김", "HYGothic-Medium"),
    ],
)
def test_each_script_has_its_font(text, font):
    assert [run.font for run in fonts.runs(text, bold=False)] == [font]


def test_what_no_font_has_is_one_sign_and_marks_are_left_out():
    (run,) = fonts.runs("🐠🐠\ufe0f", bold=False)
    assert (run.font, run.text) == ("NotoSans-Regular", "\ufffd")


def test_money_signs_of_many_countries_are_there():
    for sign in "€£$¥₹₩₽₺₴₫₦–—…·×“”•’":
        assert fonts.runs(sign, bold=True)[0].text == sign
    assert fonts.clean("\u2212\u202f") == "–\u00a0"


def test_hebrew_is_turned_and_numbers_in_it_are_not():
    assert scripts.visual("שלום") == "םולש"
    assert scripts.visual("שלום 12") == "12 םולש"
    assert scripts.visual("Mr שלום כהן, room 7") == "Mr ןהכ םולש, room 7"
    assert scripts.visual("(שלום)") == "(םולש)"


def test_arabic_letters_are_joined():
    assert scripts.joined("علي") == "ﻋﻠﻲ"
    assert scripts.joined("دار") == "ﺩﺍﺭ"
    assert scripts.joined("سلام") == "ﺳﻼﻡ"
    assert scripts.visual("علي") == "ﻲﻠﻋ"


def test_what_is_read_from_left_to_right_stays():
    assert scripts.visual("Zoë (12)") == "Zoë (12)"


def test_spaces_that_must_not_break_do_not():
    width = BODY.width("Total 1\u00a0234,00")
    assert wrapped("Total 1\u00a0234,00 €", BODY, width) == ["Total 1\u00a0234,00", "€"]
    assert wrapped("one\n\ntwo", BODY, 100) == ["one", "", "two"]


@settings(deadline=None, max_examples=60)
@given(st.text(alphabet="ab \nÄ山שع🐠-", max_size=200), st.floats(12, 300))
def test_lines_fit_and_lose_nothing(text, width):
    lines = wrapped(text, BODY, width)
    assert "".join("".join(lines).split()) == "".join(fonts.clean(text).split())
    assert all(BODY.width(line) <= width or len(line) == 1 for line in lines)


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=60))
def test_no_text_breaks_drawing(text):
    shown = scripts.visual(fonts.clean(text))
    fonts.runs(shown, bold=True)
    assert BODY.width(cut_short(text, BODY, 80)) <= 80
