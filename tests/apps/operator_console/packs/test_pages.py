"""Settings → Packs: what there is, what would come, and what the owner decides."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from apps.accounts.models import User
from apps.backoffice.models import Label
from apps.backoffice.services import labels
from apps.operator_console import services
from apps.operator_console.errors import NoSuchPack
from apps.operator_console.models import InstalledPack, PackItem
from apps.tenancy import context
from apps.tenancy.models import Tenant
from tests.apps.operator_console.packs.conftest import LATER, NOW, Copy

PACKS = "/admin/settings/packs/"


@pytest.fixture
def shelf(gym: Copy, settings: Any) -> Path:
    """The installation has the gym, and nothing else."""
    settings.PACKS = gym.folder.parent
    return gym.folder


@pytest.fixture
def asked(in_coral: Tenant, gym: Copy, shelf: Path) -> PackItem:
    """The gym is installed, its word for customers was changed here and then there."""
    gym.install()
    labels.rename(on="customers.customer", singular="Guest", plural="Guests", by=None, at=NOW)
    gym.next_version()
    gym.replace("pack.toml", '["Climber", "Climbers"]', '["Member", "Members"]')
    gym.install(LATER)
    return PackItem.objects.get(kind="words", key="customers.customer")


def test_an_owner_sees_what_a_pack_would_bring_and_adds_it(
    coral: Tenant, owner: User, shelf: Path, browser_of: Callable[..., Client]
) -> None:
    browser = browser_of("coral.localhost", owner)
    assert "Climbing gym" in browser.get(PACKS).content.decode()
    page = browser.get(f"{PACKS}climbing_gym/").content.decode()
    assert "Add this pack" in page
    assert "Route setter" in page
    with context.use_tenant(coral):
        assert not InstalledPack.objects.exists()
    said = browser.post(f"{PACKS}climbing_gym/", follow=True).content.decode()
    assert "Climbing gym 1 is in" in said
    with context.use_tenant(coral):
        assert InstalledPack.objects.get().key == "climbing_gym"
    assert "You have all of it already." in browser.get(f"{PACKS}climbing_gym/").content.decode()


def test_an_owner_reads_both_values_and_chooses(
    asked: PackItem, coral: Tenant, owner: User, browser_of: Callable[..., Client]
) -> None:
    browser = browser_of("coral.localhost", owner)
    assert "1 thing is different" in browser.get(PACKS).content.decode()
    page = browser.get(f"{PACKS}questions/").content.decode()
    assert "Guests" in page
    assert "Members" in page
    sent = {"item": asked.pk, "take.singular": "take", "take.plural": "keep"}
    assert "is settled" in browser.post(f"{PACKS}questions/", sent, follow=True).content.decode()
    label = Label.objects.get(on="customers.customer", attribute="")
    assert (label.singular, label.plural) == ("Member", "Guests")
    assert "Nothing waits for you." in browser.get(f"{PACKS}questions/").content.decode()


@pytest.mark.parametrize("sent", [{}, {"item": "x"}, {"item": "9" * 30}, {"item": "9" * 5000}, {"item": "0"}])
def test_what_is_no_question_is_not_found(
    asked: PackItem, coral: Tenant, owner: User, browser_of: Callable[..., Client], sent: dict[str, str]
) -> None:
    assert browser_of("coral.localhost", owner).post(f"{PACKS}questions/", sent).status_code == 404


def test_a_question_of_another_business_is_not_found(
    asked: PackItem, stranger: User, northgate: Tenant, browser_of: Callable[..., Client]
) -> None:
    browser = browser_of("northgate.localhost", stranger)
    assert "Guest" not in browser.get(f"{PACKS}questions/").content.decode()
    assert browser.post(f"{PACKS}questions/", {"item": asked.pk, "take.singular": "take"}).status_code == 404


def test_staff_see_no_packs_and_change_none(
    coral: Tenant, clerk: User, shelf: Path, browser_of: Callable[..., Client]
) -> None:
    browser = browser_of("coral.localhost", clerk)
    for path in (PACKS, f"{PACKS}climbing_gym/", f"{PACKS}questions/"):
        assert browser.get(path).status_code == 403
    assert browser.post(f"{PACKS}climbing_gym/").status_code == 403


def test_a_pack_that_is_not_on_the_installation_is_not_found(
    coral: Tenant, owner: User, shelf: Path, browser_of: Callable[..., Client]
) -> None:
    assert browser_of("coral.localhost", owner).get(f"{PACKS}no_such/").status_code == 404


def test_when_a_pack_is_gone_only_keeping_is_possible(asked: PackItem, gym: Copy, settings: Any) -> None:
    with pytest.raises(NoSuchPack):
        services.decide(item=asked, take=("singular",), folder=None, by=None, at=LATER)
    services.decide(item=asked, take=(), folder=None, by=None, at=LATER)
    assert Label.objects.get(on="customers.customer", attribute="").singular == "Guest"
