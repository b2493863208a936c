"""What public pages read of the catalogue."""

from collections.abc import Callable
from typing import Any, cast

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from apps.catalog import queries, services
from apps.catalog.models import NameTranslation, Option, Product, Unit
from apps.kernel.money import Money
from apps.tenancy import context
from apps.tenancy.models import Tenant
from tests.apps.catalog.conftest import option_of, rows, unit_of
from tests.apps.customers.conftest import nothing_stays
from tests.conftest import NOW

prices = st.lists(
    st.tuples(st.booleans(), st.lists(st.tuples(st.booleans(), st.integers(0, 10**9)), max_size=4)),
    max_size=4,
)


@pytest.mark.django_db
@given(prices)
@settings(max_examples=40, deadline=None)
def test_the_from_price_is_the_lowest_of_active_units_that_cost_something(
    coral_once: Tenant, options: Any
) -> None:
    with context.use_tenant(coral_once), nothing_stays():
        product = Product.objects.create(name="X", slug="x", status="active")
        for number, (active, units) in enumerate(options):
            option = Option.objects.create(product=product, name="O", key=f"o{number}", active=active)
            Unit.objects.bulk_create(
                Unit(option=option, name="U", key=f"u{n}", price=price, currency="USD", active=on)
                for n, (on, price) in enumerate(units)
            )
        offered = [price for active, units in options if active for on, price in units if active and on]
        wanted = min([price for price in offered if price] or offered, default=None)
        (card,) = queries.cards()
        assert (card.from_price.money.minor if card.from_price else None) == wanted
        shown = queries.product(slug="x")
        assert shown is not None
        assert shown.from_price == card.from_price == queries.from_prices([product.pk]).get(product.pk)


@pytest.fixture(scope="module")
def coral_once(django_db_setup: None, django_db_blocker: Any) -> Tenant:
    """The dive shop, for trials that share a test."""
    with django_db_blocker.unblock(), context.use_signin():
        return Tenant.objects.get(slug="coral")


def test_a_card_says_what_a_list_shows(
    product_with: Callable[..., Product], image: Callable[..., Any]
) -> None:
    trips = services.create_category(values={"name": "Trips"}, by=None, at=NOW)
    first, second = image("First"), image("Second")
    product = product_with(
        category=trips,
        duration=150,
        languages=["Spanish", "en"],
        children={"pictures": rows({"image": second.pk, "position": 2}, {"image": first.pk, "position": 1})},
    )
    unit_of(option_of(product), 8500)
    product_with("Hidden", status="draft")
    (card,) = queries.cards()
    assert (card.name, card.duration_text, card.cover) == ("Reef trip", "2 h 30 min", first)
    assert card.language_names == ["Spanish", "English"]
    assert card.category is not None
    assert card.category.name == "Trips"
    assert card.from_price is not None
    assert card.from_price.money == Money(8500, "USD")
    assert (card.from_price.text, card.from_price.per_text) == ("$85.00", "person")
    with translation.override("fr"):
        assert card.from_price.text == "85,00\xa0$US"
        assert card.from_price.short == "85\xa0$US"
    assert [one.slug for one in queries.categories()] == ["trips"]
    assert queries.cards(category="trips") == [card]
    assert queries.cards(category="nothing") == queries.cards(kind="stay") == queries.cards(tag="x") == []


@pytest.mark.parametrize(("language", "most"), [("en", 2), ("es", 4)])
def test_cards_cost_the_same_however_many_there_are(
    product_with: Callable[..., Product],
    django_assert_max_num_queries: Any,
    image: Callable[..., Any],
    language: str,
    most: int,
) -> None:
    shown = image()
    category = services.create_category(values={"name": "Trips"}, by=None, at=NOW)
    for number in range(12):
        product = product_with(
            f"Trip {number}", category=category, children={"pictures": rows({"image": shown.pk})}
        )
        unit_of(option_of(product), 100 + number)
    queries.cards(language=language)
    with django_assert_max_num_queries(most):
        found = queries.cards(language=language)
        assert len([card.cover.title for card in found]) == 12


def test_words_are_the_translation_where_there_is_one(product_with: Callable[..., Product]) -> None:
    trips = services.create_category(
        values={"name": "Trips"},
        children={"names": rows({"language": "es", "name": "Viajes"})},
        by=None,
        at=NOW,
    )
    product = product_with(
        summary="Two reefs",
        category=trips,
        highlights=["Turtles", "", "Rays"],
        children={
            "translations": rows({"language": "es", "name": "Arrecife", "highlights": "Tortugas"}),
            "faqs": rows(
                {"question": "Towel?", "answer": "Yes."},
                {"question": "¿Toalla?", "answer": "Sí.", "language": "es"},
            ),
        },
    )
    option = option_of(product, "Morning")
    NameTranslation.objects.create(option=option, language="es", name="Mañana")
    unit_of(option, 100)
    (card,) = queries.cards(language="es-MX")
    assert (card.name, card.summary) == ("Arrecife", "Two reefs")
    assert card.category is not None
    assert card.category.name == "Viajes"
    shown = queries.product(number=product.pk, language="es")
    assert shown is not None
    assert (shown.highlights, shown.faqs, shown.seo_title) == (
        ["Tortugas"],
        [("¿Toalla?", "Sí.")],
        "Arrecife",
    )
    assert [one.name for one in shown.options] == ["Mañana"]
    own = queries.product(number=product.pk, language="en")
    assert own is not None
    assert (own.highlights, own.faqs) == (["Turtles", "Rays"], [("Towel?", "Yes.")])
    french = queries.product(number=product.pk, language="fr")
    assert french is not None
    assert (french.name, french.faqs) == (own.name, own.faqs)


def test_a_page_has_options_with_what_they_leave_to_the_product(
    product_with: Callable[..., Product], django_assert_max_num_queries: Any
) -> None:
    product = product_with(duration=60, capacity=8, meeting_name="Pier 4")
    for name in ("A", "B", "C"):
        option = option_of(product, name, duration=90 if name == "B" else None)
        unit_of(option, 100, age_min=4, age_max=11)
        unit_of(option, 50, "Gone", active=False)
    with django_assert_max_num_queries(5):
        shown = queries.product(slug="reef-trip")
    assert shown is not None
    assert [(one.duration, one.capacity, len(one.units)) for one in shown.options] == [
        (60, 8, 1),
        (90, 8, 1),
        (60, 8, 1),
    ]
    assert shown.options[0].units[0].ages_text == "4–11 years"
    assert shown.meeting is not None
    assert (shown.meeting.name, shown.end) == ("Pier 4", None)


def test_drafts_and_other_businesses_products_are_not_shown(
    product_with: Callable[..., Product], northgate: Tenant
) -> None:
    product = product_with(status="draft")
    assert queries.product(slug="reef-trip") is None
    assert queries.product(slug="reef-trip", hidden=True) is not None
    with context.use_tenant(northgate):
        assert queries.product(number=product.pk, hidden=True) is None
        assert queries.cards_of([product.pk]) == []


def test_chosen_products_keep_their_order(product_with: Callable[..., Product]) -> None:
    numbers = [product_with(name).pk for name in "ABC"]
    found = queries.cards_of([numbers[2], numbers[0], numbers[2], 10**9])
    assert [card.name for card in found] == ["C", "A"]


def test_what_lacks_a_picture_or_a_price_is_told(
    product_with: Callable[..., Product], image: Callable[..., Any]
) -> None:
    product_with("Bare")
    whole = product_with("Whole", children={"pictures": rows({"image": image().pk})})
    unit_of(option_of(whole), 100)
    product_with("Old", status="archived")
    found = [(one.name, one.has_picture, one.has_price) for one in cast("Any", queries.incomplete())]
    assert found == [("Bare", False, False)]
