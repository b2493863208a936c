"""A visitor books places on a departure, without any script."""

from datetime import timedelta

from apps.backoffice.models import CustomField
from apps.bookings.models import Booking
from apps.capacity.models import Departure
from apps.catalog.models import ProductExtra
from apps.customers.models import Customer
from apps.sales.models import Order, OrderItem
from tests.cms.booking import goods
from tests.cms.booking.conftest import add, departure_of, details, review, soon, text


def test_a_trip_is_chosen_reviewed_and_booked(browser_of, trip):
    browser = browser_of()
    day = trip.departure.starts_at.date()
    page = text(browser.get(f"/offers/reef-trip/?month={day:%Y-%m}"))
    assert 'id="book"' in page and f"day={day}" in page and "from $60" in page
    page = text(browser.get(f"/offers/reef-trip/?day={day}"))
    assert "Adult" in page and "$100" in page and "10 places left" in page and "San Pedro" not in page
    answer = add(browser, trip, adults=2, children=1)
    assert (answer.status_code, answer["Location"]) == (303, "/cart/?added=1")
    page = text(browser.get("/cart/"))
    assert "Reef trip" in page and "$260.00" in page and "Held until" in page
    assert "Your basket: 1 thing" in text(browser.get("/offers/"))
    assert details(browser)["Location"] == "/checkout/review/"
    page = text(browser.get("/checkout/review/"))
    assert "Ana Ruiz" in page and "Book now for $260.00" in page and "7 days before" in page
    answer = review(browser)
    assert answer.status_code == 303
    booking = Booking.objects.get()
    assert (booking.people, booking.status, booking.source) == (3, "confirmed", "website")
    assert answer["Location"] == f"/checkout/done/{booking.order.token}/"
    page = text(browser.get(answer["Location"]))
    assert "You are booked" in page and booking.reference in page and f"/booking/{booking.token}/" in page
    assert Departure.objects.get(pk=trip.departure.pk).booked == 3
    assert browser.cookies["cart"]["max-age"] == 30 * 60
    assert Order.objects.get().checkout_completed_at


def test_what_is_confirmed_by_hand_says_so(browser_of, trip):
    type(trip.product).objects.update(approval=True)
    browser = browser_of()
    day = trip.departure.starts_at.date()
    assert "We confirm each booking by hand" in text(browser.get(f"/offers/reef-trip/?day={day}"))
    add(browser, trip)
    details(browser)
    page = text(browser.get(review(browser)["Location"]))
    assert "Thank you, we will confirm" in page
    booking = Booking.objects.get()
    assert "Waiting for our confirmation" in text(browser.get(f"/booking/{booking.token}/"))


def test_what_goes_well_with_it_is_offered_in_the_basket(browser_of, trip):
    gear = goods.gear()
    ProductExtra.objects.create(product=trip.product, extra=gear.product)
    browser = browser_of()
    add(browser, trip)
    page = text(browser.get("/cart/"))
    assert "Goes well with it" in page and "/offers/full-gear/" in page
    type(gear.product).objects.filter(pk=gear.product.pk).update(status="archived")
    assert "Goes well with it" not in text(browser.get("/cart/"))


def test_the_list_filters_by_day_people_and_category(browser_of, trip):
    goods.mask()
    day = trip.departure.starts_at.date()
    browser = browser_of()
    page = text(browser.get("/book/"))
    assert "Reef trip" in page and "Mask" in page
    page = text(browser.get(f"/book/?day={day}&people=2"))
    assert "Reef trip" in page and f"day={day}&amp;people=2#book" in page
    assert "Reef trip" not in text(browser.get(f"/book/?day={day}&people=11"))
    assert "Reef trip" not in text(browser.get(f"/book/?day={day + timedelta(days=3)}"))
    assert browser.get("/book/?category=nope&people=x&day=x").status_code == 200


def test_owners_own_public_fields_are_asked_checked_and_kept(browser_of, trip):
    field = {"on": "bookings.booking", "key": "boots", "label": "Boot size", "kind": "number", "public": True}
    CustomField.objects.create(**field, required=True)
    CustomField.objects.create(**{**field, "key": "secret", "label": "Secret", "public": False})
    type(trip.product).objects.update(asks=["custom.boots", "custom.secret"])
    browser = browser_of()
    add(browser, trip)
    (item,) = OrderItem.objects.all()
    page = text(browser.get("/checkout/details/"))
    assert "Boot size" in page and "Secret" not in page
    assert details(browser).status_code == 422
    assert details(browser, **{f"{item.pk}.custom.boots": "large"}).status_code == 422
    assert (
        details(browser, **{f"{item.pk}.custom.boots": "42", f"{item.pk}.custom.secret": "x"}).status_code
        == 303
    )
    review(browser)
    assert Booking.objects.get().custom == {"boots": 42}


def test_the_owner_asks_of_each_person_and_of_who_orders(browser_of, trip):
    ask = CustomField.objects.create
    suits = [{"value": "m", "label": "Medium"}, {"value": "l", "label": "Large"}]
    ask(
        on="bookings.participant",
        key="suit",
        label="Suit",
        kind="choice",
        choices=suits,
        public=True,
        required=True,
    )
    ask(on="bookings.participant", key="story", label="Story", kind="long_text", public=True)
    ask(on="customers.customer", key="level", label="Level", kind="text", public=True, required=True)
    ask(on="customers.customer", key="risk", label="Risk", kind="text", public=True, sensitive=True)
    type(trip.product).objects.update(asks=["suit", "story", "level", "risk"])
    browser = browser_of()
    add(browser, trip)
    (item,) = OrderItem.objects.all()
    page = text(browser.get("/checkout/details/"))
    assert page.count("Suit") == 2 and "Level" in page and "Risk" not in page
    people = f"{item.pk}.participants"
    said = {
        "contact.custom.level": "غواص متقدم",
        f"{people}.0.custom.suit": "m",
        f"{people}.1.custom.suit": "l",
        f"{people}.1.custom.story": "س" * 10_000,
    }
    for key, wrong in (
        (f"{people}.1.custom.suit", ""),
        (f"{people}.1.custom.suit", "enormous"),
        (f"{people}.1.custom.story", "س" * 10_001),
        ("contact.custom.level", ""),
        ("contact.custom.level", "x" * 10_000),
    ):
        refused = details(browser, **{**said, key: wrong})
        assert refused.status_code == 422
        assert f'id="id_{key}_error"' in text(refused), key
    assert not Customer.objects.exists()
    assert details(browser, **said).status_code == 303
    assert "غواص متقدم" in text(browser.get("/checkout/details/"))
    review(browser)
    booking = Booking.objects.get()
    assert [one.custom for one in booking.participants.all()] == [
        {"suit": "m"},
        {"suit": "l", "story": "س" * 10_000},
    ]
    assert booking.customer.custom == {"level": "غواص متقدم"}


def test_what_is_required_is_asked_again_when_the_review_is_sent(browser_of, trip):
    browser = browser_of()
    add(browser, trip)
    details(browser)
    CustomField.objects.create(
        on="bookings.booking", key="boots", label="Boots", kind="number", public=True, required=True
    )
    type(trip.product).objects.update(asks=["boots"])
    refused = review(browser)
    assert refused.status_code == 422 and "This field is required." in text(refused)
    assert not Booking.objects.exists()


def test_the_review_repeats_what_was_said_of_each_thing_and_of_who_comes(browser_of, trip):
    type(trip.product).objects.update(asks=["names", "ages", "diet", "requests"])
    browser = browser_of()
    add(browser, trip, adults=1, children=1)
    item = OrderItem.objects.get().pk
    people = {
        "0.given_name": "Ana",
        "0.family_name": "Ruiz",
        "0.age": "31",
        "1.given_name": "عمر",
        "1.age": "8",
    }
    said = {f"{item}.participants.{key}": value for key, value in people.items()}
    refused = text(details(browser, **said | {f"{item}.participants.1.age": ""}))
    assert ">Person 2, Age</a>: This field is required." in refused
    assert "Person 1, Age" not in refused
    details(browser, **said, **{f"{item}.diet": "No nuts,\nno <b>fish</b>"})
    page = text(browser.get("/checkout/review/"))
    assert "<dt>Person 1</dt><dd><bdi>Ana Ruiz, 31</bdi></dd>" in page
    assert "<dt>Person 2</dt><dd><bdi>عمر, 8</bdi></dd>" in page
    assert "<bdi>No nuts,<br>no &lt;b&gt;fish&lt;/b&gt;</bdi>" in page
    assert "Special requests" not in page


def test_what_is_sold_out_offers_the_waitlist_and_other_dates(browser_of, trip):
    Departure.objects.filter(pk=trip.departure.pk).update(capacity=3, booked=2)
    for days in (8, 11, 12, 30):
        departure_of(trip.option, starts_at=soon(days), capacity=4)
    full = departure_of(trip.option, starts_at=soon(9), capacity=1)
    day = trip.departure.starts_at.date()
    page = text(browser_of().get(f"/book/reef-trip/?day={day}&people=2"))
    assert "Fewer places are left than you are" in page and "Free on other days:" in page
    assert f"waitlist/?departure={trip.departure.pk}&amp;people=2" in page
    for days, offered in ((8, True), (9, False), (11, True), (12, True), (30, False)):
        link = f"?day={soon(days).date()}&amp;people=2#book"
        times = page.partition("Free on other days:")[2].partition("</ul>")[0]
        assert (link in times) == offered, days
    nothing = text(browser_of().get(f"/book/reef-trip/?day={soon(13).date()}"))
    assert "Nothing takes place on this day" in nothing and "Free on other days:" in nothing
    assert full.capacity == 1
