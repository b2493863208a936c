"""One theme per business, every change of it with a version of its own."""

import pytest

from apps.audit.models import Entry
from apps.tenancy import context
from cms.theme import queries
from cms.theme.errors import UnusableTheme
from cms.theme.models import Theme
from cms.theme.services import reset_theme, save_theme
from cms.theme.types import Choices
from tests.cms.conftest import image
from tests.conftest import NOW

pytestmark = pytest.mark.django_db
EDITORIAL = Choices(layout="editorial", accent="#0B7A75", ground="#FBF7F0", typeface="serif")


def test_a_business_without_a_theme_has_ours(in_coral):
    assert queries.theme().choices == Choices()
    assert queries.theme().version == 0


def test_a_theme_is_saved_once_per_business_and_its_version_grows(in_coral, northgate):
    save_theme(choices=EDITORIAL, by=None, at=NOW)
    assert save_theme(choices=EDITORIAL, by=None, at=NOW).version == 2
    assert Theme.objects.get().choices.accent == "#0b7a75"
    with context.use_tenant(northgate):
        assert queries.theme().version == 0


def test_a_reset_goes_back_to_ours_and_keeps_counting(in_coral):
    reset_theme(by=None, at=NOW)
    assert not Theme.objects.exists()
    save_theme(choices=EDITORIAL, by=None, at=NOW)
    reset_theme(by=None, at=NOW)
    theme = queries.theme()
    assert (theme.choices, theme.version, theme.logo) == (Choices(), 2, None)


@pytest.mark.parametrize(
    "wrong",
    [
        {"layout": "baroque"},
        {"accent": "red"},
        {"accent": ""},
        {"second": "#12345"},
        {"ground": "#fff;}"},
        {"typeface": "comic"},
        {"scale": ""},
        {"spacing": "0"},
        {"corners": "sharp"},
    ],
)
def test_what_is_no_choice_is_refused_and_changes_nothing(in_coral, wrong):
    save_theme(choices=EDITORIAL, by=None, at=NOW)
    with pytest.raises(UnusableTheme):
        save_theme(choices=Choices(**wrong), by=None, at=NOW)
    assert Theme.objects.get().layout == "editorial"


def test_a_logo_that_is_deleted_leaves_a_theme_without_one(coral):
    logo = image(coral)
    with context.use_tenant(coral):
        save_theme(choices=EDITORIAL, logo=logo, by=None, at=NOW)
        logo.delete()
        assert queries.theme().logo is None


def test_a_change_is_in_the_log(in_coral):
    save_theme(choices=EDITORIAL, by=None, at=NOW)
    assert Entry.objects.filter(table_name="cms_theme").exists()


@pytest.mark.django_db(transaction=True)
def test_first_saves_at_the_same_moment_all_count(in_coral, race):
    saved = race(lambda: save_theme(choices=EDITORIAL, by=None, at=NOW).version, times=4)
    assert sorted(saved, key=str) == [1, 2, 3, 4]
    assert Theme.objects.get().version == 4
