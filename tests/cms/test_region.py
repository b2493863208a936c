"""What visitors read is written as in the business's country, also in what was kept before it was said."""

from datetime import date, time
from typing import Any

import pytest

from apps.tenancy import context
from apps.tenancy.models import Location, OpeningHours
from cms.pages import ArticlePage, ArticlesPage, HomePage

BUSINESS = {"name": "Coral & Current", "currency": "USD", "time_zone": "America/Belize"}


@pytest.mark.django_db(transaction=True)
def test_an_owner_says_the_country_and_pages_follow_at_once(coral: Any, browser_of: Any) -> None:
    with context.use_tenant(coral):
        news = HomePage.objects.get().add_child(instance=ArticlesPage(title="News", slug="news"))
        news.add_child(instance=ArticlePage(title="Whale", slug="whale", date=date(2026, 5, 1)))
        place = Location.objects.order_by("pk")[0]
        OpeningHours.objects.filter(location=place).delete()
        OpeningHours.objects.create(location=place, weekday=0, opens=time(8, 30), closes=time(17))

    def page() -> str:
        return str(browser_of().get("/news/whale/").content.decode())

    assert "May 1, 2026" in page() and "8:30 a.m. – 5 p.m." in page()
    owner = browser_of(who="owner@coral.example")
    assert owner.post("/home/business/", {**BUSINESS, "locale": "en-gb"}).status_code == 302
    assert "1 May 2026" in page() and "08:30 – 17:00" in page()
    assert 'data-written="en-GB"' in owner.get("/home/business/").content.decode()
