"""One person's data, handed over or forgotten."""

import json
import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, connections
from psycopg.sql import SQL, Identifier

from apps.accounts.models import Member
from apps.audit import services as audit
from apps.audit.models import Entry, WritingRequest
from apps.backoffice import versions
from apps.backoffice.models import Import, ImportRow, Todo
from apps.backoffice.screens.registry import SCREENS
from apps.bookings.models import Booking
from apps.capacity.models import Departure
from apps.customers import services as customers
from apps.customers.models import Customer, Gear, Vehicle
from apps.events.services import dispatch
from apps.frontdesk import schema, services
from apps.frontdesk.types import Attribution, Change, Contact, Override, Placed
from apps.messaging import services as messaging
from apps.sales.models import LineAdjustment, Order, OrderLine
from apps.tenancy import context, db
from apps.tenancy.models import Location, Tenant
from cms.contact.models import ContactMessage
from tests.apps.backoffice.data.conftest import checked, started, undone
from tests.apps.frontdesk.conftest import ANA, Trip, reread
from tests.conftest import NOW

SECRET = "Ana Ruiz"


def all_of_it(trip: Trip, booked: Callable[..., Placed]) -> Booking:
    rows = [{"given_name": "Ana", "family_name": "Ruiz", "age": 40, "unit": trip.adult.pk}]
    placed = booked(
        2,
        requests=f"{SECRET} asks",
        answers={"participants": rows, "requests": f"{SECRET} wishes", "address": "Calle Ruiz 1"},
    )
    customer = Customer.objects.get()
    Vehicle.objects.create(customer=customer, plate="1234ABC")
    messaging.send(
        occasion="booking_confirmed",
        to="ana@guests.example",
        language="en",
        values={"name": "Ana Ruiz"},
        customer=customer,
        at=NOW,
    )
    customers.record_consent(customer=customer, kind="photo", text="Yes", source="website", by=None, at=NOW)
    return placed.bookings[0]


def test_all_that_is_kept_is_handed_over_as_json(trip: Trip, booked: Callable[..., Placed]) -> None:
    booking = all_of_it(trip, booked)
    found = json.loads(json.dumps(services.export_person(customer=booking.customer)))
    assert found["customer"]["email"] == "ana@guests.example"
    assert found["bookings"][0]["participants"][0]["family_name"] == "Ruiz"
    assert found["bookings"][0]["reference"] == booking.reference
    assert [line["total"] for line in found["orders"][0]["lines"]] == [20_000]
    assert found["vehicles"][0]["plate"] == "1234ABC"
    assert found["consents"][0]["kind"] == "photo"
    assert found["messages"][0]["to_address"] == "ana@guests.example"


def test_who_is_forgotten_leaves_what_tax_law_needs(
    boss: Member, trip: Trip, booked: Callable[..., Placed]
) -> None:
    booking = all_of_it(trip, booked)
    services.forget_person(customer=booking.customer, by=boss, at=NOW)
    left = json.dumps(services.export_person(customer=Customer.objects.get())).lower()
    for word in ("ana", "ruiz", "1234abc", "+34600111222"):
        assert word not in left.replace("cancel", "").replace("manage", ""), word
    kept, order = reread(booking), Order.objects.get()
    assert (kept.reference, kept.total, kept.starts_at) == (booking.reference, 20_000, booking.starts_at)
    assert (order.total, order.contact, OrderLine.objects.get().total) == (20_000, {}, 20_000)
    customer = Customer.objects.get()
    assert (customer.email, customer.phone, customer.booking_count, customer.lifetime_value) == (
        None,
        None,
        1,
        20_000,
    )
    assert not Vehicle.objects.exists()


# What says who she is, however it is written.
TRACES = ("ana", "ruiz", "anaruiz", "guests.example", "600111222", "600 111 222", "1234abc", "reg-77")


def everywhere() -> dict[str, str]:
    """All rows of all tables of the business with words or JSON in them, as one text each, in small letters."""
    found = {}
    for row in db.fetch_all(
        """
        SELECT c.relname::text AS name FROM pg_class c
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
          AND has_table_privilege(c.oid, 'SELECT')
          AND EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'tenant_id'
            AND NOT a.attisdropped)
        ORDER BY 1
        """
    ):
        name = row["name"]
        with connections["default"].cursor() as cursor:
            cursor.execute(
                SQL("SELECT coalesce(string_agg(to_jsonb(t)::text, E'\\n'), '') AS said FROM {} t").format(
                    Identifier(name)
                )
            )
            found[name] = str(cursor.fetchone()[0]).lower()
    return found


def traces_in(found: dict[str, str]) -> set[tuple[str, str]]:
    """Which table says which of it, as words of their own where they are short."""
    return {
        (table, word)
        for table, said in found.items()
        for word in TRACES
        if re.search(rf"(?<![a-z]){re.escape(word)}(?![a-z])", said)
    }


def test_after_forgetting_no_table_knows_name_address_or_number_not_even_the_log(
    boss: Member, trip: Trip, booked: Callable[..., Placed]
) -> None:
    Location.objects.update(email="desk@coral.example")
    booking = all_of_it(trip, booked)
    customer = booking.customer
    # Everything that leaves something of her behind: changes, messages, a quote, a cart, a double, a to-do, a note.
    services.set_participants(booking=booking, participants=[{"given_name": "Ana"}], by=None, at=NOW)
    services.change_booking(
        booking=booking, change=Change(quantities={trip.adult.pk: 1}), customer=customer, at=NOW
    )
    services.cancel_booking(booking=booking, customer=customer, reason="Ana Ruiz is ill", at=NOW)
    quote = services.send_quote(
        choices=[trip.choice(1)],
        contact=ANA,
        valid_until=NOW + timedelta(days=7),
        by=boss,
        at=NOW,
        hold=True,
        requests="For Ana Ruiz",
    )
    cart = services.start_cart(at=NOW, language="en")
    services.add_to_cart(cart=cart, choice=trip.choice(1), at=NOW)
    services.give_details(cart=cart, contact=ANA, at=NOW, complete=False)
    double = Customer.objects.create(name="Ana Ruiz", sort_name="ruiz ana", outline="anaruiz", notes="Ruiz")
    customers.merge_customers(kept=customer, other=double, by=boss, at=NOW)
    Gear.objects.create(customer=customer, kind="Regulator", serial_number="REG-77")
    Todo.objects.create(title="Call Ana Ruiz", about_screen="customers.customer", about_id=customer.pk)
    ContactMessage.objects.create(
        name="Ana Ruiz",
        email="ANA@guests.example",
        message="From Ana",
        language="en",
        agreed_to="x",
        page_title="Contact",
        received_at=NOW,
    )
    dispatch(at=NOW)
    dispatch(at=NOW)
    before = traces_in(everywhere())
    assert {
        "customers_customer",
        "sales_order",
        "bookings_participant",
        "messaging_message",
        "audit_entry",
    } <= {table for table, _word in before}
    entries = Entry.objects.count()
    money = {
        table: list(db.fetch_all(statement))
        for table, statement in {
            "lines": "SELECT id, total, tax, description FROM sales_orderline ORDER BY id",
            "orders": "SELECT id, reference, total, paid FROM sales_order ORDER BY id",
        }.items()
    }
    services.forget_person(customer=customer, by=boss, at=NOW)
    assert traces_in(everywhere()) == set()
    # That it happened stays, and so does what it cost.
    assert Entry.objects.count() > entries
    assert money["lines"] == db.fetch_all(
        "SELECT id, total, tax, description FROM sales_orderline ORDER BY id"
    )
    assert money["orders"] == db.fetch_all("SELECT id, reference, total, paid FROM sales_order ORDER BY id")
    logged = Entry.objects.filter(table_name="sales_order", row_id=booking.order_id).order_by("pk").first()
    assert logged is not None and logged.after is not None
    assert (logged.after["total"], logged.after["contact"]) == (20_000, {})
    assert reread(quote).status == "cancelled"


def test_what_was_forgotten_is_not_put_back_from_the_history(
    boss: Member, trip: Trip, booked: Callable[..., Placed]
) -> None:
    customer = booked(1).bookings[0].customer
    services.forget_person(customer=customer, by=boss, at=NOW)
    forgotten = Entry.objects.filter(table_name="customers_customer", row_id=customer.pk, op="U").last()
    assert forgotten is not None
    state = versions.before(SCREENS.get("customers.customer"), reread(customer), forgotten.pk)
    assert state is not None
    assert "•••" not in str(state.values) + str(state.differences)


def test_another_person_of_the_business_stays_known(
    boss: Member, trip: Trip, booked: Callable[..., Placed]
) -> None:
    booking = booked(1).bookings[0]
    other = Contact(name="Bo Lind", email="bo@elsewhere.example", phone="+34611222333")
    booked(1, contact=other)
    services.forget_person(customer=booking.customer, by=boss, at=NOW)
    said = everywhere()
    for table in ("customers_customer", "sales_order", "audit_entry"):
        assert "bo@elsewhere.example" in said[table]


ELSEWHERE = Contact(name="Bo Lind", email="bo@elsewhere.example", phone="+34611222333")
FILE = (
    "Name,E-mail,Phone,Country\r\n"
    "Ana Ruiz,ana@guests.example,+34 600 111 222,ES\r\n"
    "Bo Lind,bo@elsewhere.example,,ES\r\n"
    "Anaïs Wrong,no address of Ana Ruiz,,ES\r\n"
)


def ready(boss: Member) -> Import:
    run: Import = checked(SCREENS.get("customers.customer"), boss, FILE, name="guests.csv")
    return run


def test_imports_no_longer_show_who_is_forgotten(boss: Member, settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = str(tmp_path)
    done, waiting = ready(boss), ready(boss)
    assert len(done.preview) == 2 and done.problem_rows.count() == 1
    started(SCREENS.get("customers.customer"), done)
    ana = Customer.objects.get(email="ana@guests.example")
    [first, _second] = services.export_person(customer=ana)["more"]["backoffice.imports"]
    assert first == {"file": "guests.csv", "at": NOW.isoformat()}
    services.forget_person(customer=ana, by=boss, at=NOW)
    assert traces_in(everywhere()) == set()
    for run in (reread(done), reread(waiting)):
        assert [row["cells"][0][0] for row in run.preview] == ["•••", "Bo Lind"]
        assert not run.problem_rows.exists()
    assert not reread(done).file and reread(waiting).file
    undone(done, boss)
    assert traces_in(everywhere()) == set()
    assert Customer.objects.get(pk=ana.pk).name == "Forgotten customer"


def wrong_row(run: Import, text: str, screen: str = "customers.customer") -> ImportRow:
    """A row that could not be imported, in an import of that screen that is over."""
    run.pk, run.screen, run.state, run.file, run.preview = None, screen, Import.State.DONE, "kept.csv", []
    run._state.adding = True
    run.save()
    run.preview = [{"cells": [[part, ""] for part in text.split(" | ")]}]
    run.save(update_fields=["preview"])
    return ImportRow.objects.create(run=run, number=2, cells="[]", text=text.replace(" | ", " ").casefold())


def test_whoever_shares_a_name_with_somebody_forgotten_stays_in_imports(
    boss: Member, settings: Any, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = str(tmp_path)
    run = ready(boss)
    values = {"name": "Max", "email": "max@guests.example", "phone": "+34600999888"}
    max_ = customers.create_customer(values=values, by=boss, at=NOW)
    weber = customers.create_customer(values={"name": "Max Weber"}, by=boss, at=NOW)
    others = [
        wrong_row(run, "Max Müller | no address"),
        wrong_row(run, "Boat Max | 12 m", "catalog.product"),
        wrong_row(run, "Max Weber | the boat of that name", "catalog.product"),
        wrong_row(run, "Max | Bogen"),
    ]
    mine = [
        wrong_row(run, "Max | MAX@guests.example | no country"),
        wrong_row(run, "Boat | skipper: 600 999 888", "catalog.product"),
        wrong_row(run, "Max | Weber | no address"),
    ]
    for customer in (max_, weber):
        services.forget_person(customer=customer, by=boss, at=NOW)
    assert [row.run.file for row in ImportRow.objects.filter(pk__in=[one.pk for one in others])] == [
        "kept.csv"
    ] * 4
    assert not ImportRow.objects.filter(pk__in=[one.pk for one in mine]).exists()
    shown = {
        row.run_id: Import.objects.get(pk=row.run_id).preview[0]["cells"][0][0] for row in (*others, *mine)
    }
    assert [shown[row.run_id] for row in mine] == ["•••"] * 3
    assert "•••" not in [shown[row.run_id] for row in others]


def test_why_a_price_or_policy_was_given_goes_and_what_it_came_to_stays(
    boss: Member, trip: Trip, booked: Callable[..., Placed]
) -> None:
    Departure.objects.update(capacity=1, limit=10)
    why = Override(reason="Ana Ruiz is a friend", price=15_000, policy="free", raise_capacity=True)
    booking = booked(2, by=boss, override=why).bookings[0]
    services.cancel_booking(booking=booking, by=boss, reason="", at=NOW)
    told = {"sales_orderitem", "sales_lineadjustment", "capacity_departure"}
    assert told <= {table for table, _word in traces_in(everywhere())}
    services.forget_person(customer=booking.customer, by=boss, at=NOW)
    assert traces_in(everywhere()) == set()
    item = reread(booking).item
    assert (item.by_hand_reason or "•••", reread(booking).policy["rules"]) == ("•••", booking.policy["rules"])
    labels = set(LineAdjustment.objects.filter(reason="manual").values_list("label", flat=True))
    assert labels == {"A mano: •••"}  # in the customer's language


def test_from_where_somebody_wrote_goes_with_them_and_others_stay(
    boss: Member, trip: Trip, booked: Callable[..., Placed]
) -> None:
    def visit(request: str, ip: str, contact: Contact, by: Member | None = None) -> Booking:
        now, actor = context.current(), by.user_id if by is not None else None
        with context.use(tenant=now.tenant, alias=now.alias, request=request, actor=actor):
            told = Attribution(browser="Firefox", utm_campaign=f"mail to {contact.name}", utm_source="news")
            made = booked(1, contact=contact, attribution=told)
            audit.record_request(actor=actor, ip=ip, user_agent="Fox", method="POST", route="/")
        return made.bookings[0]

    booking = visit("first", "203.0.113.7", ANA)
    visit("other", "203.0.113.8", ELSEWHERE)
    visit("staff", "203.0.113.9", ANA, boss)
    services.forget_person(customer=booking.customer, by=boss, at=NOW)
    kept = dict(WritingRequest.objects.values_list("request", "ip"))
    assert kept == {"first": None, "other": "203.0.113.8", "staff": "203.0.113.9"}
    assert WritingRequest.objects.get(request="first").user_agent == ""
    order = reread(booking.order)
    assert (order.browser, order.utm_source, order.utm_campaign) == ("", "", "")
    assert traces_in(everywhere()) == set()


@pytest.mark.parametrize("alias", ["platform", "signin"])
def test_nobody_but_the_app_empties_the_record_of_requests(in_coral: Tenant, alias: Any) -> None:
    tenant = None if alias == "signin" else in_coral.pk
    with (
        context.use(tenant=tenant, alias=alias),
        pytest.raises(DatabaseError, match="permission denied"),
        context.atomic(),
    ):
        schema.forget_origins(["first"])


def test_no_request_of_another_business_is_touched(in_coral: Tenant, northgate: Tenant) -> None:
    with context.use(tenant=northgate.pk, request="theirs"):
        audit.record_request(actor=None, ip="203.0.113.1", user_agent="Fox", method="POST", route="/")
    assert schema.forget_origins(["theirs"]) == 0
    with context.use(tenant=northgate.pk):
        assert WritingRequest.objects.get(request="theirs").ip == "203.0.113.1"
