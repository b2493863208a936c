"""The log in words: labels, names and choices instead of columns and numbers, and pages that never count."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from apps.accounts.models import Member, Role
from apps.audit import exports, queries
from apps.audit.types import Change, Filters, Line, Position
from apps.tenancy import context
from apps.tenancy.models import Location, TaxProfile, Tenant
from tests.apps.audit.conftest import REQUEST, as_owner, trying_as_owner

BELIZE = ZoneInfo("America/Belize")


def newest(**filters):
    return queries.page(Filters(**filters), zone=BELIZE).lines[0]


def changes(line):
    return {change.label: (change.before, change.after) for change in line.changes}


def test_a_change_names_the_person_the_record_and_the_fields(acting, manager):
    standard = TaxProfile.objects.create(name="Reef tax")
    pier = Location.objects.create(name="Pier", time_zone="UTC")
    pier.tax_profile, pier.city = standard, "Placencia"
    pier.save()
    line = newest(table="tenancy_location")
    assert (line.person, line.op_label, line.what, line.name) == (str(manager), "Changed", "Location", "Pier")
    assert changes(line) == {"City": ("—", "Placencia"), "Tax profile": ("—", "Reef tax")}


def test_choices_show_their_label(acting, coral):
    with trying_as_owner() as cursor:
        cursor.execute("UPDATE tenancy_tenant SET status = 'suspended' WHERE id = %s", [coral.pk])
        cursor.execute(
            "SELECT before, after FROM audit_entry WHERE table_name = 'tenancy_tenant' ORDER BY id DESC"
        )
        before, after = cursor.fetchone()
    import json

    from apps.audit import words
    from apps.audit.models import Entry

    entry = Entry(op="U", table_name="tenancy_tenant", before=json.loads(before), after=json.loads(after))
    assert words.differing(entry) == ["status"]
    assert words.value_text("tenancy_tenant", "status", "suspended", {}) == str(
        Tenant(status="suspended").get_status_display()
    )


def test_a_new_row_shows_what_it_holds_and_a_gone_one_what_it_held(acting):
    TaxProfile.objects.create(name="Reef tax", tax_number="")
    assert changes(newest()) == {
        "Name": ("—", "Reef tax"),
        "Prices include tax": ("—", "yes"),
        "Fees for cancelling and not coming": ("—", "Taxed like what was sold"),
    }
    TaxProfile.objects.filter(name="Reef tax").delete()
    assert changes(newest())["Name"] == ("Reef tax", "—")


def test_a_member_is_named_by_the_person_behind_it(acting, clerk):
    Member.objects.filter(user=clerk).update(title="Head of the counter")
    assert newest(table="accounts_member").name == str(clerk)


def test_what_a_reference_named_is_shown_by_number_once_it_is_gone(acting):
    tax = TaxProfile.objects.create(name="Reef tax")
    pier = Location.objects.create(name="Pier", time_zone="UTC", tax_profile=tax)
    Location.objects.filter(pk=pier.pk).update(tax_profile=None)
    number = tax.pk
    tax.delete()
    assert changes(newest(table="tenancy_location"))["Tax profile"] == (f"#{number}", "—")


@pytest.mark.django_db(transaction=True)
def test_a_secret_is_told_only_to_have_changed(acting, clerk):
    clerk.change_password("another-long-password")
    (change,) = newest(table="accounts_user").changes
    assert (change.label, change.secret, change.before, change.after) == (
        "Password",
        True,
        "hidden",
        "hidden",
    )


def test_filters_by_person_kind_table_record_request_and_day(acting, manager, clerk):
    pier = Location.objects.create(name="Pier", time_zone="UTC")
    with context.use_tenant(acting(), actor=clerk.pk, request="clerks"):
        Location.objects.filter(pk=pier.pk).update(city="Hopkins")
    with context.use(tenant=acting().pk):
        TaxProfile.objects.create(name="By nobody")

    def found(**filters):
        return [(line.op, line.what) for line in queries.page(Filters(**filters), zone=BELIZE).lines]

    assert found(person=clerk.pk) == [("U", "Location")]
    assert found(nobody=True)[0] == ("I", "Tax profile")
    assert found(table="tenancy_location", op="I", person=manager.pk) == [("I", "Location")]
    assert found(table="tenancy_location", record=str(pier.pk)) == [("U", "Location"), ("I", "Location")]
    assert found(request="clerks") == [("U", "Location")]
    assert found(record="99999999999999999999") == []
    today = datetime.now(BELIZE).date()
    assert found(since=today, request="clerks") == [("U", "Location")]
    assert found(until=date(2020, 1, 1)) == []
    history = queries.history(table="tenancy_location", row=pier.pk, zone=BELIZE)
    assert [line.op for line in history.lines] == ["U", "I"]


def test_a_day_is_the_business_s_own_day(acting):
    Location.objects.create(name="Pier", time_zone="UTC")
    line = newest()
    here = line.at.astimezone(BELIZE).date()
    assert queries.page(Filters(since=here, until=here, request=REQUEST), zone=BELIZE).lines
    tomorrow = date.fromordinal(here.toordinal() + 1)
    assert not queries.page(Filters(since=tomorrow, request=REQUEST), zone=BELIZE).lines


def test_pages_follow_one_another_without_gap_or_double(acting):
    # One statement: all of them at the same instant, so only the number keeps them apart.
    TaxProfile.objects.bulk_create([TaxProfile(name=f"Tax {n}") for n in range(23)])
    seen, after = [], None
    while True:
        page = queries.page(Filters(request=REQUEST), zone=BELIZE, after=after, size=5)
        seen += [line.id for line in page.lines]
        if page.next is None:
            break
        after = Position.read(str(page.next))
    assert len(seen) == 23
    assert seen == sorted(seen, reverse=True)
    assert [line.id for line in queries.every_line(Filters(request=REQUEST), zone=BELIZE)] == seen


@given(st.datetimes(datetime(1971, 1, 1), datetime(2200, 1, 1)), st.integers(0, 10**17 - 1))  # noqa: DTZ001
def test_a_position_survives_its_address(at, number):
    position = Position(at.replace(tzinfo=UTC), number)
    assert Position.read(str(position)) == position


@pytest.mark.parametrize(
    "text", ["", "x", "1-", "-1", "1-x", "\u0661-\u0662", "9" * 30 + "-1", "1-" + "9" * 30, "1--2"]
)
def test_nonsense_is_no_position(text):
    assert Position.read(text) is None


def test_the_number_of_queries_does_not_grow_with_the_page(acting, clerk):
    def count():
        with CaptureQueriesContext(connections["default"]) as captured:
            queries.page(Filters(request=REQUEST), zone=BELIZE)
        return len(captured)

    def write(number):
        role = Role.objects.create(key=f"r{number}", name=f"Role {number}")
        Member.objects.filter(user=clerk).update(role=role)
        tax = TaxProfile.objects.create(name=f"Tax {number}")
        Location.objects.create(name=f"Pier {number}", time_zone="UTC", tax_profile=tax)

    write(0)
    few = count()
    for number in range(1, 12):
        write(number)
    assert count() == few


def test_the_other_business_reads_nothing_of_it(acting, northgate):
    Location.objects.create(name="Pier", time_zone="UTC")
    with context.use_tenant(northgate):
        assert queries.page(Filters(request=REQUEST), zone=BELIZE).lines == []
        assert queries.of_request(REQUEST, zone=BELIZE) == ([], [])


def test_a_spreadsheet_takes_no_text_for_a_formula():
    line = Line(
        id=1,
        at=datetime(2026, 11, 21, 9, tzinfo=UTC),
        person="=HYPERLINK(1)",
        op="U",
        op_label="Changed",
        table="t",
        what="@what",
        name="+1",
        key="7",
        request="r",
        changes=(Change("City", "a", "b"), Change("Password", "hidden", "hidden", secret=True)),
    )
    text = "".join(exports.csv_of([line], zone=BELIZE))
    assert text.startswith("\ufeffTime,Person,")
    assert "2026-11-21 03:00:00.000-06:00,'=HYPERLINK(1),Changed,'@what,'+1,7," in text
    assert '"City: a → b; Password: changed, not shown",r\r\n' in text


def test_a_long_log_is_exported_piece_by_piece(acting):
    TaxProfile.objects.bulk_create([TaxProfile(name=f"Tax {n}") for n in range(1234)])
    lines = queries.every_line(Filters(request=REQUEST), zone=BELIZE)
    pieces = list(exports.csv_of(lines, zone=BELIZE))
    assert "".join(pieces).count("\r\n") == 1235
    assert max(piece.count("\r\n") for piece in pieces) <= exports.ROWS_AT_ONCE + 1


@pytest.mark.django_db(transaction=True)
def test_a_filter_without_an_index_looks_back_a_month_at_a_time(coral):
    rows = [
        ("2026-11-20", "U"),
        ("2026-10-10", "D"),
        ("2026-10-09", "U"),
        ("2026-03-01", "D"),
        ("2026-01-01", "U"),
    ]
    with as_owner() as cursor:
        cursor.execute("DELETE FROM audit_entry")
        for at, op in rows:
            cursor.execute(
                "INSERT INTO audit_entry (at, tenant_id, op, table_name, row_id) VALUES (%s, %s, %s, 'x', 1)",
                [at, coral.pk, op],
            )
    with context.use_tenant(coral):
        first = queries.page(Filters(op="D"), zone=BELIZE)
        assert (first.lines, first.reached) == ([], datetime(2026, 10, 20, tzinfo=UTC))
        second = queries.page(Filters(op="D"), zone=BELIZE, after=first.next)
        assert [line.at.month for line in second.lines] == [10]
        assert [line.at.month for line in queries.every_line(Filters(op="D"), zone=BELIZE)] == [10, 3]
        assert [line.at.month for line in queries.every_line(Filters(op="U"), zone=BELIZE)] == [11, 10, 1]
