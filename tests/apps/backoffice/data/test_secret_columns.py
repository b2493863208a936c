"""Columns of a file that go into sensitive values are for whoever brought the file."""

import pytest
from django.test import Client

from apps.accounts.models import Member
from apps.backoffice.errors import SecretColumns
from apps.backoffice.imports import runs
from apps.backoffice.models import Import
from apps.backoffice.services import fields
from tests.apps.backoffice.data.conftest import checked, uploaded
from tests.conftest import NOW

pytestmark = pytest.mark.django_db
BASE = "/admin/tenancy/location/"


@pytest.fixture
def browser(owner, browser_of) -> Client:
    """Whoever brings the files."""
    made: Client = browser_of("coral.localhost", owner)
    return made


def text_of(response) -> str:
    return str(response.content.decode())


def test_examples_of_sensitive_columns_are_shown_only_to_whoever_brought_the_file(
    coral, screen, ada, browser, browser_of
):
    fields.define_field(on="tenancy.location", label="Licence", kind="text", sensitive=True, by=ada, at=NOW)
    run = uploaded(screen, ada, "Name,Time zone,Licence\nPier,UTC,A-4711\n")
    other = browser_of("coral.localhost", "admin@coral.example")
    assert "A-4711" in text_of(browser.get(f"{BASE}import/{run.pk}/columns/"))
    page = text_of(other.get(f"{BASE}import/{run.pk}/columns/"))
    assert "A-4711" not in page and "Pier" in page


def test_another_with_all_rights_cannot_map_a_sensitive_column_where_they_would_see_it(
    coral, screen, ada, browser, browser_of
):
    fields.define_field(on="tenancy.location", label="Licence", kind="text", sensitive=True, by=ada, at=NOW)
    run = uploaded(screen, ada, "Name,Time zone,Licence\nPier,UTC,A-4711\nYard,Mars,A-4712\n")
    other = browser_of("coral.localhost", "admin@coral.example")
    columns = f"{BASE}import/{run.pk}/columns/"
    said = {"column_0": "name", "column_1": "time_zone", "day_first": "1", "match": "", "check": "1"}
    for key in ("", "city"):
        other.post(columns, {**said, "column_2": key})
        run.refresh_from_db()
        assert run.mapping["2"] == "custom.licence"
    other.post(columns, {"reread": "1", "delimiter": ";"})
    run.refresh_from_db()
    assert run.headings == ["Name", "Time zone", "Licence"]
    Import.objects.update(state="uploaded")
    run.refresh_from_db()
    with pytest.raises(SecretColumns):
        runs.decide(
            run=run,
            screen=screen,
            chosen={0: "name", 1: "time_zone", 2: "city"},
            options={},
            by=Member.objects.get(user__email="admin@coral.example"),
        )


def test_a_sensitive_column_that_is_left_out_stays_hidden_from_others(
    coral, screen, ada, browser, browser_of
):
    fields.define_field(on="tenancy.location", label="Licence", kind="text", sensitive=True, by=ada, at=NOW)
    content = "Name,Time zone,Licence\nPier,UTC,A-4711\nYard,Mars,A-4712\n"
    run = checked(screen, ada, content, chosen={0: "name", 1: "time_zone"})
    other = browser_of("coral.localhost", "admin@coral.example")
    for page in ("columns/", "rows/", "rows.csv", ""):
        found = other.get(f"{BASE}import/{run.pk}/{page}")
        said = b"".join(found.streaming_content).decode() if found.streaming else text_of(found)
        assert found.status_code == 200 and "A-471" not in said, page
    assert "A-4711" in text_of(browser.get(f"{BASE}import/{run.pk}/columns/"))


def test_what_is_wrong_with_a_hidden_cell_does_not_quote_it(coral, screen, ada, browser, browser_of):
    fields.define_field(on="tenancy.location", label="Licence", kind="number", sensitive=True, by=ada, at=NOW)
    run = checked(screen, ada, "Name,Time zone,Licence\nPier,UTC,A-4711\n")
    other = browser_of("coral.localhost", "admin@coral.example")
    for path in ("rows/", "rows.csv"):
        ours, theirs = (who.get(f"{BASE}import/{run.pk}/{path}") for who in (browser, other))
        ours, theirs = (
            b"".join(one.streaming_content).decode() if one.streaming else text_of(one)
            for one in (ours, theirs)
        )
        assert "A-4711" in ours and "A-4711" not in theirs, path
        assert "The value is hidden" in theirs, path
