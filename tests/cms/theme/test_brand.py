"""Paper and mail wear the site's theme, and the back office's logo before the site's."""

import io

from PIL import Image as Picture
from wagtail.images import get_image_model

from apps.backoffice.look import brand
from apps.backoffice.models import BusinessLook
from cms.theme import services
from cms.theme.types import Choices
from tests.conftest import NOW
from tests.isolation.fillers import picture


def test_without_anything_chosen_a_business_has_its_name(in_coral):
    assert brand.current() == brand.Brand("Coral & Current")


def test_the_theme_gives_colour_and_logo(in_coral):
    logo = get_image_model().objects.create(title="Logo", file=picture("logo.png"))
    services.save_theme(choices=Choices(accent="#0b7a75"), logo=logo, by=None, at=NOW)
    found = brand.current()
    assert found.accent == "#0b7a75"
    assert found.logo is not None
    assert Picture.open(io.BytesIO(found.logo)).format == "PNG"
    assert brand.current(logo=False).logo is None


def test_the_back_office_s_logo_is_the_one_on_paper(in_coral):
    BusinessLook.objects.create(accent="#8a3b2e", logo=picture("office.png"), changed_at=NOW)
    found = brand.current()
    assert found.accent == "#8a3b2e"
    assert found.logo is not None
    services.save_theme(choices=Choices(accent="#0b7a75"), by=None, at=NOW)
    assert brand.current() == brand.Brand("Coral & Current", "#0b7a75", found.logo)


def test_a_picture_that_is_gone_leaves_paper_without(in_coral):
    look = BusinessLook.objects.create(accent="", logo=picture("office.png"), changed_at=NOW)
    look.logo.storage.delete(look.logo.name)
    assert brand.current().logo is None
