"""Kept pages go whenever anything they show has changed, and only this business's."""

from typing import Any

import pytest
import redis
from django.conf import settings
from wagtail.models import Page

from apps.backoffice.services import records
from apps.tenancy import context
from apps.tenancy.models import Location
from apps.tenancy.stored_page import entries
from cms.pages import StandardPage
from tests.cms.conftest import files, image
from tests.cms.seo.conftest import below
from tests.conftest import NOW

__all__ = ["below", "files"]
pytestmark = pytest.mark.django_db(transaction=True)
HOSTS = ("coral.localhost", "northgate.localhost")


class Kept:
    """Pretends that a page of each business is kept."""

    def __init__(self) -> None:
        self.valkey = redis.Redis.from_url(settings.REDIS_URL)
        self.keep()

    def keep(self) -> None:
        for host in HOSTS:
            self.valkey.hset(entries(host), "p/", b"x")

    def hosts(self) -> list[str]:
        found = [host for host in HOSTS if self.valkey.exists(entries(host))]
        self.keep()
        return found


@pytest.fixture
def kept(coral: Any, northgate: Any) -> Any:
    """Kept pages of both."""
    made = Kept()
    yield made
    made.valkey.close()


OTHERS = ["northgate.localhost"]


def test_whatever_happens_to_a_page(kept, coral, below):
    page = below(StandardPage(title="Reef", slug="reef", live=False))
    kept.keep()
    with context.use_tenant(coral):
        page.save_revision()
        assert kept.hosts() == list(HOSTS), "a draft shows nowhere"
        page.save_revision().publish()
        assert kept.hosts() == OTHERS
        page = Page.objects.get(pk=page.pk).specific
        page.slug = "new"
        page.save_revision().publish()
        assert kept.hosts() == OTHERS
        page.move(Page.objects.get(slug="about"), pos="last-child")
        assert kept.hosts() == OTHERS
        page = Page.objects.get(pk=page.pk).specific
        page.unpublish()
        assert kept.hosts() == OTHERS
        page.delete()
        assert kept.hosts() == OTHERS


def test_pictures_and_places(kept, coral):
    picture = image(coral)
    assert kept.hosts() == OTHERS
    with context.use_tenant(coral):
        picture.description = "A reef"
        picture.save()
        picture.file.close()
        assert kept.hosts() == OTHERS
        place = Location.objects.first()
        records.update(record=place, values={"street": "1 Front Street"}, by=None, at=NOW)
        assert kept.hosts() == OTHERS
