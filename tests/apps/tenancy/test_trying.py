"""What the database breaks off is done once more, and in the end refused with a sentence."""

import pytest
from django.db import OperationalError

from apps.tenancy import db
from apps.tenancy.errors import Busy
from apps.tenancy.models import Location
from apps.tenancy.trying import TRIES, trying

BROKEN_OFF = ["40P01", "40001"]


def broken(code: str) -> None:
    """The database itself refuses, as it does when two wait for each other."""
    db.execute(f"DO $$ BEGIN RAISE EXCEPTION 'broken off' USING ERRCODE = '{code}'; END $$")


@pytest.mark.parametrize("code", BROKEN_OFF)
def test_it_is_done_again_and_nothing_stays_of_what_was_broken_off(in_coral, code):
    made = []

    def attempt():
        Location.objects.create(name=f"Dock {len(made)}", time_zone="UTC")
        made.append(1)
        if len(made) < TRIES:
            broken(code)
        return "done"

    assert trying(attempt) == "done"
    names = Location.objects.filter(name__startswith="Dock").values_list("name", flat=True)
    assert list(names) == [f"Dock {TRIES - 1}"]


@pytest.mark.parametrize("code", BROKEN_OFF)
def test_after_some_times_it_is_refused_in_words(in_coral, code):
    made = []

    def attempt():
        made.append(1)
        broken(code)

    with pytest.raises(Busy, match="please try again"):
        trying(attempt)
    assert len(made) == TRIES


def test_what_failed_otherwise_is_not_done_again(in_coral):
    made = []

    def attempt():
        made.append(1)
        broken("55P03")

    with pytest.raises(OperationalError):
        trying(attempt)
    assert len(made) == 1
