"""Pages come and go by themselves, each business's in its own."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from wagtail.models import Page

from apps.tenancy import context
from apps.tenancy.tasks import DUE
from cms.pages import StandardPage
from cms.publishing import due
from tests.cms.conftest import files
from tests.cms.seo.conftest import below
from tests.conftest import NOW

__all__ = ["below", "files"]
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def _morning() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


def test_a_scheduled_page_goes_live_when_its_time_has_come(browser_of, in_coral, below):
    page = below(StandardPage(title="Night dive", slug="night", live=False, go_live_at=NOW + HOUR))
    page.save_revision().publish()
    assert due.publish(at=NOW) == 0
    assert browser_of().get("/night/").status_code == 404
    with time_machine.travel(NOW + HOUR + timedelta(seconds=1), tick=False):
        assert due.publish(at=NOW + HOUR + timedelta(seconds=1)) == 1
        assert browser_of().get("/night/").status_code == 200
        assert due.publish(at=NOW + HOUR + timedelta(seconds=1)) == 0


def test_an_expired_page_goes(browser_of, in_coral, below):
    below(StandardPage(title="Sale", slug="sale", expire_at=NOW + HOUR))
    assert due.publish(at=NOW) == 0
    assert due.publish(at=NOW + 2 * HOUR) == 1
    page = Page.objects.get(slug="sale")
    assert not page.live and page.expired
    assert browser_of().get("/sale/").status_code == 404


def test_one_that_fails_does_not_hold_up_the_others(in_coral, below, caplog):
    for number in range(2):
        page = below(StandardPage(title=f"{number}", slug=f"p{number}", live=False, go_live_at=NOW + HOUR))
        page.save_revision().publish()
    broken = Page.objects.get(slug="p0").latest_revision
    broken.content = {**broken.content, "locale": 10**6}
    broken.save()
    with time_machine.travel(NOW + 2 * HOUR, tick=False):
        assert due.publish(at=NOW + 2 * HOUR) == 1
    assert Page.objects.get(slug="p1").live and not Page.objects.get(slug="p0").live
    assert "could not be published" in caplog.text


@pytest.mark.django_db(transaction=True)
def test_only_businesses_with_something_due_are_told(coral, northgate, django_assert_num_queries):
    with time_machine.travel(NOW - 2 * HOUR, tick=False), context.use_tenant(coral):
        home = Page.objects.get(depth=2)
        page = home.add_child(instance=StandardPage(title="x", slug="x", live=False, go_live_at=NOW - HOUR))
        page.save_revision().publish()
    with context.use_platform(), django_assert_num_queries(1, using="platform"):
        assert due.tenants() == [coral.pk]
    assert any(one.tenants is due.tenants for one in DUE)
