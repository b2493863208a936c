"""Two customers are compared, merged and made two again on pages; whoever may not, cannot."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from apps.accounts.models import Member, User
from apps.customers import panels, services
from apps.customers.models import Customer, CustomerMerge, Vehicle
from apps.tenancy import context
from apps.tenancy.models import Tenant
from tests.conftest import NOW

LIST = "/admin/customers/customer/"
Maker = Callable[..., Customer]
MOST_QUERIES = 45


@pytest.fixture
def desk(browser_of: Callable[..., Client], manager: User) -> Client:
    """The manager's browser."""
    return browser_of(who=manager)


@pytest.fixture
def pair(customer_with: Maker) -> tuple[Customer, Customer]:
    """Ann, and Anne who is the same person."""
    ann = customer_with(email="ann@example.com", tags=["vip"], city="Hopkins")
    old = customer_with(name="Anne Smith", email="anne@example.org", phone="+5016001234", tags=["reef"])
    Vehicle.objects.create(customer=old, plate="AB12")
    return ann, old


def text(response: Any) -> str:
    return str(response.content.decode())


def url(kept: Any, other: Any = "") -> str:
    number = getattr(other, "pk", other)
    return f"{LIST}{getattr(kept, 'pk', kept)}/merge/" + (f"?with={number}" if number != "" else "")


def undo_url(merged: CustomerMerge) -> str:
    return f"/admin/customers/customermerge/{merged.pk}/undo/"


def seen(page: Any) -> str:
    found = re.search(r'name="seen" value="([^"]+)"', text(page))
    assert found, text(page)
    return found[1]


def cost(browser: Client, address: str) -> int:
    browser.get(address)
    with CaptureQueriesContext(connections["default"]) as queries:
        assert browser.get(address).status_code == 200
    return len(queries)


def test_likely_ones_are_proposed_with_reasons_and_anybody_else_is_found(
    desk: Client, pair: tuple[Customer, Customer], customer_with: Maker
) -> None:
    ann, old = pair
    customer_with(name="Bob <b>Jones</b>", email="bob@example.com")
    assert "1 possible duplicate" in text(desk.get(f"{LIST}{ann.pk}/"))
    page = text(desk.get(url(ann)))
    assert "similar name" in page
    assert f"?with={old.pk}" in page
    assert "Jones" not in page
    found = text(desk.get(url(ann), {"q": "bob"}))
    assert "Bob &lt;b&gt;Jones&lt;/b&gt;" in found
    assert "Nobody else matches" in text(desk.get(url(ann), {"q": "nobody at all"}))


def test_who_has_no_duplicate_gets_no_hint(desk: Client, customer_with: Maker) -> None:
    bob = customer_with(name="Bob Jones")
    page = text(desk.get(f"{LIST}{bob.pk}/"))
    assert "possible duplicate" not in page
    assert url(bob) in page


def test_two_are_compared_merged_with_choices_and_made_two_again(
    desk: Client, pair: tuple[Customer, Customer]
) -> None:
    ann, old = pair
    both = desk.get(url(ann, old))
    assert "anne@example.org" in text(both)
    assert "<strong>1</strong> vehicles" in text(both)
    chosen = {"seen": seen(both), "take-email": "other", "take-tags": "other"}
    result = desk.post(url(ann, old), {**chosen, "step": "look"})
    assert "Merge Anne Smith into Ann Smith?" in text(result)
    assert 'name="take-email" value="other"' in text(result)
    assert Customer.objects.count() == 2
    again = text(desk.post(url(ann, old), {**chosen, "step": "change"}))
    assert re.search(r'name="take-email" value="other" checked', again)
    done = desk.post(url(ann, old), {**chosen, "step": "merge"}, follow=True)
    merged = CustomerMerge.objects.get()
    assert f'<a href="{undo_url(merged)}">Undo the merge</a>' in text(done)
    ann.refresh_from_db()
    assert (ann.email, ann.phone, ann.tags) == ("anne@example.org", "+5016001234", ["reef"])
    page = desk.get(undo_url(merged))
    assert "Anne Smith comes back" in text(page)
    assert "for 30 more days" in text(page)
    undone = desk.post(undo_url(merged), {"confirmed": "1", "seen": seen(page)}, follow=True)
    assert "Both customers are as they were." in text(undone)
    ann.refresh_from_db()
    assert (ann.email, ann.phone, ann.tags) == ("ann@example.com", None, ["vip"])
    assert Customer.objects.get(pk=old.pk).vehicles.get().plate == "AB12"
    assert desk.get(undo_url(merged)).status_code == 409


def test_what_nobody_chooses_is_filled_and_put_together(
    desk: Client, pair: tuple[Customer, Customer]
) -> None:
    ann, old = pair
    both = desk.get(url(ann, old))
    assert desk.post(url(ann, old), {"seen": seen(both), "step": "merge"}).status_code == 302
    ann.refresh_from_db()
    assert (ann.email, ann.phone, ann.tags) == ("ann@example.com", "+5016001234", ["vip", "reef"])
    assert ann.notes == "Also reached at: anne@example.org"


def test_the_one_picked_first_is_compared_with_the_other(
    desk: Client, pair: tuple[Customer, Customer]
) -> None:
    ann, old = pair
    picked = desk.post(f"{LIST}bulk/", {"do": "merge", "pk": [old.pk, ann.pk]})
    assert picked["Location"] == url(ann, old)
    alone = desk.post(f"{LIST}bulk/", {"do": "merge", "pk": [old.pk]})
    assert alone["Location"] == url(old)


def test_three_cannot_be_merged_at_once(
    desk: Client, pair: tuple[Customer, Customer], customer_with: Maker
) -> None:
    numbers = [one.pk for one in (*pair, customer_with(name="Bob"))]
    answer = desk.post(f"{LIST}bulk/", {"do": "merge", "pk": numbers}, follow=True)
    assert "Choose two different customers" in text(answer)


@pytest.mark.parametrize("step", ["", "look", "merge"])
def test_wrong_records_are_refused_in_words_and_nothing_changes(
    desk: Client, pair: tuple[Customer, Customer], northgate: Tenant, step: str
) -> None:
    ann, _old = pair
    with context.use_tenant(northgate):
        eve = services.create_customer(values={"name": "Eve"}, by=None, at=NOW)
    for other, sentence in (
        (ann, "Choose two different customers"),
        (eve, "There is no such customer here"),
        (987654321, "There is no such customer here"),
        ("9" * 40, "There is no such customer here"),
        ("<b>", "There is no such customer here"),
    ):
        address = url(ann, other)
        page = desk.post(address, {"step": step}) if step else desk.get(address)
        assert page.status_code in {404, 409}
        assert sentence in text(page)
        assert "Eve" not in text(page)
    assert Customer.objects.count() == 2
    assert desk.get(url(eve, ann)).status_code == 404
    assert desk.get(url(987654321)).status_code == 404


def test_a_choice_there_is_not_is_refused(desk: Client, pair: tuple[Customer, Customer]) -> None:
    ann, old = pair
    stamp = seen(desk.get(url(ann, old)))
    page = desk.post(url(ann, old), {"seen": stamp, "step": "merge", "take-email": "both"})
    assert page.status_code == 200
    assert "Please look at this again" in text(page)
    assert Customer.objects.count() == 2


def test_who_merges_something_changed_meanwhile_looks_again(
    desk: Client, pair: tuple[Customer, Customer]
) -> None:
    ann, old = pair
    stamp = seen(desk.get(url(ann, old)))
    services.update_customer(record=old, values={"email": "new@example.org"}, by=None, at=NOW)
    page = desk.post(url(ann, old), {"seen": stamp, "step": "merge"})
    assert page.status_code == 409
    assert "new@example.org" in text(page)
    assert Customer.objects.count() == 2
    assert desk.post(url(ann, old), {"seen": seen(page), "step": "merge"}).status_code == 302


def test_who_was_merged_away_meanwhile_is_named_with_where_they_are(
    desk: Client, pair: tuple[Customer, Customer], customer_with: Maker
) -> None:
    ann, old = pair
    stamp = seen(desk.get(url(ann, old)))
    services.merge_customers(kept=customer_with(name="Bob"), other=old, by=None, at=NOW)
    page = desk.post(url(ann, old), {"seen": stamp, "step": "merge"})
    assert page.status_code == 409
    assert "merged into “Bob” meanwhile" in text(page)


def test_undoing_says_what_stays_as_it_was_changed(desk: Client, pair: tuple[Customer, Customer]) -> None:
    ann, old = pair
    merged = services.merge_customers(kept=ann, other=old, by=None, at=NOW)
    services.update_customer(record=ann, values={"phone": "+5016005678"}, by=None, at=NOW)
    Vehicle.objects.all().delete()
    fresh = desk.get(undo_url(merged))
    assert "stays as it is now" in text(fresh)
    assert "<li>Vehicles (1)</li>" in text(fresh)
    services.update_customer(record=ann, values={"tags": ["new"]}, by=None, at=NOW)
    stale = desk.post(undo_url(merged), {"confirmed": "1", "seen": seen(fresh)})
    assert stale.status_code == 409
    assert Customer.objects.count() == 1
    done = desk.post(undo_url(merged), {"confirmed": "1", "seen": seen(stale)}, follow=True)
    said = re.search(r"Undone, except: ([^.]+)\.", text(done))
    assert said
    assert set(said[1].split(", ")) == {"phone", "tags", "vehicles (1)"}
    ann.refresh_from_db()
    assert (ann.phone, ann.tags) == ("+5016005678", ["new"])


def test_of_two_merges_in_a_row_the_later_one_is_undone_first(
    desk: Client, pair: tuple[Customer, Customer], customer_with: Maker
) -> None:
    ann, old = pair
    first = services.merge_customers(kept=ann, other=old, by=None, at=NOW)
    later = services.merge_customers(kept=customer_with(name="Bob"), other=ann, by=None, at=NOW)
    page = desk.get(undo_url(first))
    assert page.status_code == 409
    assert undo_url(later) in text(page)


def test_a_merge_is_found_from_the_customer_and_from_its_own_page(
    desk: Client, pair: tuple[Customer, Customer]
) -> None:
    merged = services.merge_customers(kept=pair[0], other=pair[1], by=None, at=NOW)
    assert undo_url(merged) in text(desk.get(f"{LIST}{pair[0].pk}/"))
    led = desk.get(f"/admin/customers/customermerge/{merged.pk}/do/undo/")
    assert led["Location"] == undo_url(merged)


def test_the_previews_say_what_the_services_do(pair: tuple[Customer, Customer]) -> None:
    ann, old = pair
    services.count_bookings(customer=old.pk, bookings=2, value=700, currency="USD", at=NOW)
    merged = services.merge_customers(kept=ann, other=old, by=None, at=NOW)
    with translation.override("en"):
        before = list(Customer.objects.values())
        preview = services.undo_preview(merge=CustomerMerge.objects.get(pk=merged.pk), at=NOW)
        assert list(Customer.objects.values()) == before
        assert ("Phone", "+501 600-1234", "") in [(a.capitalize(), b, c) for a, b, c in preview.changes]
        assert list(preview.returns) == [("vehicles", 1)]
        assert not preview.left
    assert not services.undo_merge(merge=merged, by=None, at=NOW).left


def test_only_who_may_merge_sees_and_opens_any_of_it(
    browser_of: Callable[..., Client],
    clerk: User,
    guide: User,
    stranger: User,
    pair: tuple[Customer, Customer],
) -> None:
    ann, old = pair
    merged = services.merge_customers(kept=ann, other=old, by=None, at=NOW)
    for who in (clerk, guide):
        browser = browser_of(who=who)
        for address in (url(ann), url(ann, old), undo_url(merged)):
            assert browser.get(address).status_code == 403
            assert browser.post(address, {"step": "merge", "confirmed": "1"}).status_code == 403
    page = text(browser_of(who=clerk).get(f"{LIST}{ann.pk}/"))
    assert url(ann) not in page
    assert undo_url(merged) not in page
    other = browser_of("northgate.localhost", who=stranger)
    for address in (url(ann), url(ann, old), undo_url(merged)):
        assert other.get(address).status_code == 404
        assert other.post(address, {"step": "merge", "confirmed": "1"}).status_code == 404
    assert browser_of().get(url(ann)).status_code == 302
    assert Customer.objects.count() == 1


def test_pages_ask_the_same_number_of_queries_whatever_they_show(
    desk: Client, pair: tuple[Customer, Customer], customer_with: Maker
) -> None:
    ann, old = pair
    other = customer_with(name="Zoë")
    merged = services.merge_customers(kept=other, other=customer_with(name="Zoe"), by=None, at=NOW)
    addresses = (f"{LIST}{ann.pk}/", url(ann), f"{url(ann)}?q=ann", url(ann, old), undo_url(merged))
    few = [cost(desk, address) for address in addresses]
    for number in range(15):
        customer_with(name=f"Ann Smith {number}", city="Hopkins", tags=[f"t{number}"])
        customer_with(name="Ann Smith")
        Vehicle.objects.create(customer=old, plate=f"P{number}")
    assert [cost(desk, address) for address in addresses] == few
    assert max(few) <= MOST_QUERIES, few


def test_today_tells_who_is_new_this_week(owner: User, in_coral: Tenant, customer_with: Maker) -> None:
    Customer.objects.all().delete()
    for name, ago in (("Ann", 0), ("Bob", 0), ("Eve", 7)):
        made = customer_with(name=name)
        Customer.objects.filter(pk=made.pk).update(created_at=NOW - timedelta(days=ago, seconds=1))
    member = Member.objects.get(user=owner)
    with translation.override("en"), CaptureQueriesContext(connections["default"]) as queries:
        answer = panels.new_customers(member, NOW)
        assert answer.number == "2"
        assert answer.trend is not None
        assert str(answer.trend.text) == "1 more than last week by now"
    assert {str(line.title) for line in answer.lines} == {"Ann", "Bob"}
    assert "f.created_at.from=" in answer.url
    assert len(queries) <= 5


def test_the_list_behind_the_panel_opens(desk: Client, pair: tuple[Customer, Customer]) -> None:
    with context.use_tenant(Tenant.objects.get(slug="coral")):
        answer = panels.new_customers(Member.objects.get(role__key="manager"), NOW)
    page = text(desk.get(answer.url))
    assert "note warn" not in page
    assert "New customers" in text(desk.get("/admin/"))
