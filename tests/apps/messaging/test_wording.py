"""Texts ask for names and for nothing else, and read well where something is missing."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.messaging import shipped
from apps.messaging.occasions import OCCASIONS, SAMPLE
from apps.messaging.types import Words
from apps.messaging.wording import filled, unknown


def test_values_are_put_in_place():
    words = Words("{product}:  {date}", "Hello {name},\n\n{{{code}}} {product} · {option}\n\nBye")
    said = filled(words, {"product": "Reef\ntrip", "date": "today", "name": "Zoë", "code": "X"})
    assert said.subject == "Reef trip: today"
    assert said.text.startswith("Hello Zoë,\n\n{X} Reef\ntrip")


def test_lines_that_ask_only_for_what_is_missing_are_left_out():
    words = Words("S", "{product} · {option}\n{place}\n\nRefund: {refund}\n\n{business}\n{phone}")
    assert filled(words, {"product": "Reef trip", "business": "Coral"}).text == "Reef trip\n\nCoral\n"


@pytest.mark.parametrize("text", ["{name.__class__}", "{0}", "{}", "{Name}", "a { b", "}"])
def test_nothing_but_placeholders_is_understood(text):
    assert list(unknown(text))
    assert "class" not in filled(Words("s", text), {"name": "x"}).text.replace(text, "")


def test_two_braces_are_one():
    assert not list(unknown("{{ {name} }}"))


@given(st.text(), st.dictionaries(st.sampled_from(sorted(SAMPLE)), st.text()))
def test_no_text_and_no_value_break_it(text, values):
    said = filled(Words(text, text), values)
    assert "\n" not in said.subject
    assert len(said.subject) <= 200


@pytest.mark.parametrize("language", shipped.LANGUAGES)
@pytest.mark.parametrize("occasion", [key for key, one in OCCASIONS.items() if one.shipped])
def test_our_words_exist_in_every_language_and_ask_for_the_same(occasion, language):
    words, english = shipped.words(occasion, language), shipped.words(occasion, "en")
    assert words is not None
    assert english is not None
    assert not list(unknown(words.subject + words.text))
    for one, other in ((words.subject, english.subject), (words.text, english.text)):
        assert sorted(re.findall(r"\{\w+\}", one)) == sorted(re.findall(r"\{\w+\}", other))
    said = filled(words, {**SAMPLE, "business": "Coral"})
    assert "{" not in said.subject + said.text


def test_an_occasion_without_words_of_ours_has_none():
    assert shipped.words("gift_card", "en") is None
    assert shipped.words("../models", "en") is None
    assert shipped.words("booking_confirmed", "de") is None
