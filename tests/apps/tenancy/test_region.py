"""Days, times and amounts are written as the business's country does."""

from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.template import engines
from django.utils import translation

from apps.backoffice.attributes import formats
from apps.tenancy import context, facts, region
from apps.tenancy.models import Tenant

DAY = date(2026, 12, 7)
MOMENT = datetime(2026, 12, 7, 14, 5)  # noqa: DTZ001  as a clock on the wall shows it


@pytest.fixture
def in_country(coral: Any) -> Any:
    """The bound business is of a country."""

    def go(tag: str) -> None:
        Tenant.objects.filter(pk=coral.pk).update(locale=tag)
        facts.forget()

    with context.use_tenant(coral):
        yield go
    facts.forget()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("tag", "long", "short", "spoken", "clock", "hour"),
    [
        ("en-gb", "7 December 2026", "Mon 7 Dec", "Mon 7 December 2026", "14:05", "14:05"),
        ("en-us", "December 7, 2026", "Mon, Dec 7", "Mon, December 7, 2026", "2:05 PM", "2:05 PM"),
        ("en-in", "7 December 2026", "Mon, 7 Dec", "Mon 7 December 2026", "2:05 PM", "2:05 pm"),
        # CLDR has 07 for it.
        ("en-bz", "7 December 2026", "Mon, 7 Dec", "Mon 7 December 2026", "14:05", "14:05"),
        # Nobody speaks it there that CLDR knows of: as the language is written anywhere.
        ("en-zz", "Dec. 7, 2026", "Mon, Dec 7", "Mon 7 December 2026", "14:05", "2:05 PM"),
        ("en", "Dec. 7, 2026", "Mon, Dec 7", "Mon 7 December 2026", "14:05", "2:05 PM"),
    ],
)
def test_the_country_of_a_business_says_how_days_and_times_are_written(
    in_country: Any, tag: str, long: str, short: str, spoken: str, clock: str, hour: str
) -> None:
    in_country(tag)
    with translation.override("en"):
        assert region.dated(DAY) == long
        assert region.by_skeleton(DAY, "MMMEd") == short
        assert region.spoken_day(DAY) == spoken
        assert region.clock(time(14, 5)) == clock
        assert region.full_hour(time(14)) == ("2 PM" if clock.endswith("PM") else "14:00")
        assert region.spoken_time(time(14, 5)).replace("\N{NARROW NO-BREAK SPACE}", " ") == hour


@pytest.mark.django_db(transaction=True)
def test_a_letter_between_the_numbers_says_nothing_of_the_hours(in_country: Any) -> None:
    in_country("fr-ca")  # HH 'h' mm
    with translation.override("fr"):
        assert (region.full_hour(time(14)), region.clock(time(14, 5))) == ("14:00", "14:05")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("tag", "said"),
    [
        ("en", "Mon 7 Dec 2026, 14:05"),
        ("en-gb", "Mon 7 Dec 2026, 14:05"),
        ("en-us", "Mon, Dec 7, 2026, 2:05 PM"),
    ],
)
def test_staff_read_moments_in_the_order_of_their_country_in_lists_and_in_templates(
    in_country: Any, tag: str, said: str
) -> None:
    in_country(tag)
    template = engines["django"].from_string(
        '{{ at|date:"D j M Y, H:i" }}|{{ at|date:"Y-m-d" }}|{{ no|date }}'
    )
    with translation.override("en"):
        assert region.dated(MOMENT, region.DAY_AND_TIME) == said
        assert formats.day(DAY) == said.rpartition(", ")[0]
        assert template.render({"at": MOMENT, "no": None}) == f"{said}|2026-12-07|"


@pytest.mark.django_db(transaction=True)
def test_another_language_than_the_business_speaks_goes_by_itself(in_country: Any) -> None:
    in_country("en-us")
    for language, long, hour in (
        ("es", "7 de diciembre de 2026", "14:05"),
        ("fr", "7 décembre 2026", "14:05"),
    ):
        with translation.override(language):
            assert (region.dated(DAY), region.spoken_time(time(14, 5))) == (long, hour)
            assert not region.is_known()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("tag", "amounts"),
    [
        ("en", ("$1,234.50", "£1,234.50", "₹123,456.00")),
        ("en-gb", ("$1,234.50", "£1,234.50", "₹123,456.00")),
        ("en-in", ("$1,234.50", "£1,234.50", "₹1,23,456.00")),
        ("en-bz", ("$1,234.50", "£1,234.50", "₹123,456.00")),
    ],
)
def test_amounts_are_grouped_as_in_the_country_and_keep_the_short_sign(
    in_country: Any, tag: str, amounts: tuple[str, ...]
) -> None:
    in_country(tag)
    with translation.override("en"):
        said = [
            formats.money(123_450, "USD"),
            formats.money(123_450, "GBP"),
            formats.money(12_345_600, "INR"),
        ]
        assert said == list(amounts)


@pytest.mark.django_db(transaction=True)
def test_a_mexican_business_writes_pesos_as_mexicans_do(in_country: Any) -> None:
    in_country("es-mx")
    with translation.override("es"):
        assert formats.money(123_450, "MXN") == "$1,234.50"
    in_country("es")
    with translation.override("es"):
        assert "MXN" in formats.money(123_450, "MXN")


def test_without_a_business_it_is_the_language_alone() -> None:
    with translation.override("en"):
        assert region.dated(DAY, "D j M Y") == "Mon 7 Dec 2026"
    with translation.override("en-gb"):
        assert region.dated(DAY) == "7 December 2026"


def test_a_day_is_written_in_each_language_and_a_moment_on_its_own_clock() -> None:
    for _ in range(2):
        for language, said in (("en-us", "Mon, Dec 7"), ("en-gb", "Mon 7 Dec"), ("fr", "lun. 7 déc.")):
            with translation.override(language):
                assert region.by_skeleton(date(2026, 12, 7), "MMMEd") == said
    late = datetime(2026, 12, 7, 23, 0, tzinfo=UTC)
    with translation.override("en-gb"):
        there = late.astimezone(ZoneInfo("Asia/Kolkata"))
        assert late == there
        assert region.by_skeleton(late, "MMMEd") == "Mon 7 Dec"
        assert region.by_skeleton(there, "MMMEd") == "Tue 8 Dec"
