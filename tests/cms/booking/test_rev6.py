"""What a reviewer tried on the booking pages."""

from apps.catalog.models import GroupRate
from apps.sales.models import Order
from tests.cms.booking.conftest import add


def test_more_people_than_are_paid_for_get_no_group_price(browser_of, trip):
    GroupRate.objects.create(name="Group", people=6, percent=-20)
    browser = browser_of()
    add(browser, trip, adults=1, people="50")
    assert Order.objects.get().total == 10_000


def test_fewer_people_than_are_paid_for(browser_of, trip):
    browser = browser_of()
    add(browser, trip, adults=3, people="1")
    item = Order.objects.get().items.get()
    assert item.people == 3
