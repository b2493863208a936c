"""What the editor's forms send for pictures, pages and places, and what its script is told about them."""

import pytest

from apps.tenancy.models import Location
from cms.blocks.choosers import Picture, Place, ToPage
from cms.blocks.informing import Action
from cms.blocks.sections import Hero

pytestmark = pytest.mark.django_db


def test_a_place_left_empty_is_none_and_not_an_error(in_coral):
    block = Place(required=False)
    assert block.value_from_datadict({"place": ""}, {}, "place") is None
    here = Location.objects.get()
    assert block.value_from_datadict({"place": str(here.pk)}, {}, "place") == here


@pytest.mark.parametrize("sent", ["x", "-1", "1.5", "²", "1 OR 1", "9" * 40])
@pytest.mark.parametrize("block", [Picture, ToPage, Place])
def test_what_cannot_be_a_key_is_nothing(in_coral, block, sent):
    assert block(required=False).value_from_datadict({"it": sent}, {}, "it") is None


def test_the_script_of_the_editor_is_told_what_is_chosen_in_a_list(in_coral):
    here = Location.objects.get()
    assert Place().get_form_state(None) == [""]
    assert Place().get_form_state(here) == [str(here.pk)]


def test_what_a_section_says_is_asked_before_where_it_leads():
    hero = ["title", "text", "picture", "tone", "label", "page", "url", "label2", "page2", "url2"]
    assert list(Hero().child_blocks) == hero
    assert list(Action().child_blocks) == ["title", "text", "tone", "label", "page", "url"]
