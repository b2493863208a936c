"""The owner takes back what they had removed."""

import pytest

from apps.operator_console import services
from apps.operator_console.errors import NothingThere
from apps.operator_console.models import PackItem
from apps.tenancy.models import Tenant
from cms.pages import SitePage, StandardPage
from tests.apps.operator_console.packs.conftest import LATER, Copy


def offered(gym: Copy, slug: str, file: str, old: str, new: str) -> PackItem:
    """The question about a page that was removed and that the pack has changed since."""
    gym.install()
    SitePage.objects.get(slug=slug, locale__language_code="en").delete()
    gym.next_version()
    gym.replace(file, old, new)
    gym.install(LATER)
    return PackItem.objects.exclude(offered={}).get(kind="page")


def test_a_page_that_was_removed_stands_there_again(in_coral: Tenant, gym: Copy) -> None:
    item = offered(gym, "house-rules", "pages/house-rules.toml", "and we mean them", "and we keep them")
    about = SitePage.objects.get(slug="accessibility")
    services.decide(item=item, take=tuple(item.offered), folder=gym.folder, by=None, at=LATER)
    page = StandardPage.objects.get(url_path="/home/house-rules/")
    assert page.intro == "Short, and we keep them."
    assert page.live
    assert [block.block_type for block in page.body] == ["text"]
    item.refresh_from_db()
    assert (item.page_id, item.offered) == (page.pk, {})
    assert item.made["title"] == "House rules"
    # Nothing else gives way to it.
    assert SitePage.objects.filter(pk=about.pk).exists()
    # It is the pack's again.
    gym.next_version()
    gym.replace("pages/house-rules.toml", "and we keep them", "and we love them")
    gym.install(LATER)
    page.refresh_from_db()
    assert page.intro == "Short, and we love them."


def test_what_cannot_be_there_again_is_not_settled(in_coral: Tenant, gym: Copy) -> None:
    gym.write("pages/kids.toml", '[page]\ntype = "standard"\ntitle = "Kids"\nparent = "/house-rules/"\n'
                                 'languages = ["en"]\n')  # fmt: skip
    item = offered(gym, "house-rules", "pages/kids.toml", 'title = "Kids"', 'title = "Children"')
    assert (item.key, item.offered["title"]) == ("en:/house-rules/kids/", "Children")
    with pytest.raises(NothingThere, match="Children"):
        services.decide(item=item, take=tuple(item.offered), folder=gym.folder, by=None, at=LATER)
    item.refresh_from_db()
    assert item.offered
