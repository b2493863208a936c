"""The business's look: a colour, a logo, and back to ours."""

import pytest
from django.core.files.storage import default_storage

from apps.backoffice.errors import UnusableColour, UnusableLogo
from apps.backoffice.models import BusinessLook
from apps.backoffice.services.look import change_look, reset_look
from apps.tenancy import context
from tests.apps.backoffice.look.test_logo import picture
from tests.conftest import NOW

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)


def test_there_is_one_look_per_business_and_every_change_has_a_version(bound, northgate):
    assert change_look(accent="#0B7A75", by=None, at=NOW).accent == "#0b7a75"
    assert change_look(accent="#8a3b2e", by=None, at=NOW).version == 2
    assert BusinessLook.objects.count() == 1
    with context.use_tenant(northgate):
        assert not BusinessLook.objects.exists()


def test_a_new_logo_takes_the_place_of_the_old_file(bound):
    old = change_look(accent="", picture=picture(), by=None, at=NOW).logo.name
    with default_storage.open(old) as file:
        assert file.read(4) == b"\x89PNG"
    new = change_look(accent="#0b7a75", picture=picture("JPEG"), by=None, at=NOW).logo.name
    assert new != old
    assert not default_storage.exists(old)
    assert change_look(accent="#111111", by=None, at=NOW).logo.name == new
    assert not change_look(accent="#111111", remove_logo=True, by=None, at=NOW).logo
    assert not default_storage.exists(new)


def test_what_is_refused_changes_nothing(bound):
    change_look(accent="#0b7a75", by=None, at=NOW)
    with pytest.raises(UnusableLogo):
        change_look(accent="#111111", picture=b"<svg/>", by=None, at=NOW)
    for accent in ("red", "#12", "#0b7a75;}", "url(x)"):
        with pytest.raises(UnusableColour):
            change_look(accent=accent, by=None, at=NOW)
    assert BusinessLook.objects.get().accent == "#0b7a75"


def test_reset_leaves_our_own_look_under_a_new_version(bound):
    change_look(accent="#0b7a75", picture=picture(), by=None, at=NOW)
    reset_look(by=None, at=NOW)
    found = BusinessLook.objects.get()
    assert (found.accent, bool(found.logo), found.version) == ("", False, 2)
