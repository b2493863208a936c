"""The owner's own fields and record types are imported and exported like what is built in."""

import csv
import io

import pytest

from apps.accounts.models import Role
from apps.backoffice.exports import cells, choosing, streams
from apps.backoffice.exports.choosing import Wanted
from apps.backoffice.imports import batches, undoing
from apps.backoffice.screens import registry
from apps.backoffice.services import fields
from apps.tenancy.models import Location
from tests.apps.backoffice.data.conftest import checked, imported, sentences, undone
from tests.conftest import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def own_fields(ada):
    """A field of several kinds on locations."""
    for label, kind, options in (
        ("Depth", "number", {}),
        ("Last dive", "date", {}),
        ("Licence", "text", {"sensitive": True}),
        ("Home", "reference", {"target": "tenancy.location"}),
        ("حجم القارب", "text", {}),
    ):
        fields.define_field(on="tenancy.location", label=label, kind=kind, by=ada, at=NOW, **options)


def values_of(screen, name: str) -> dict[str, object]:
    record = screen.base().get(name=name)
    return {str(one.label): one.text(one.value(record)) for one in screen.attributes() if one.own}


def exported(screen, member) -> list[list[str]]:
    wanted = Wanted(choosing.chosen(screen, member, []))
    rows = choosing.rows(screen, member, wanted)
    text = "".join(streams.csv_of(rows, wanted.attributes, cells.headings(wanted.attributes)))
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))


TEXT = "Name,Time zone,Depth,Last dive,Licence,Home,حجم القارب\nPier,UTC,12.5,21/11/2026,A-1,GST,كبير\n"


def test_own_fields_of_every_kind_are_filled_and_their_errors_told(screen, ada, own_fields):
    Location.objects.create(name="GST", time_zone="UTC")
    run = imported(screen, ada, TEXT + "Yard,UTC,deep,never,,Mars,\n")
    found = values_of(screen, "Pier")
    assert found["Depth"] == "12.5" and "2026" in str(found["Last dive"])
    assert (found["Licence"], found["Home"], found["حجم القارب"]) == ("A-1", "GST", "كبير")
    assert len(sentences(run)[3]) == 3


def test_own_fields_go_out_and_come_back(screen, ada, own_fields):
    Location.objects.create(name="GST", time_zone="UTC")
    run = imported(screen, ada, TEXT)
    before, table = values_of(screen, "Pier"), exported(screen, ada)
    undone(run, ada)
    assert undoing.left_alone(run) == [] and not Location.objects.filter(name="Pier").exists()
    kept = io.StringIO()
    csv.writer(kept).writerows([table[0][1:], *(row[1:] for row in table[1:] if row[1] == "Pier")])
    imported(screen, ada, kept.getvalue(), match=["name"])
    assert values_of(screen, "Pier") == before


def test_own_fields_that_an_import_changed_get_their_values_again(screen, ada, own_fields):
    Location.objects.create(name="GST", time_zone="UTC")
    imported(screen, ada, TEXT)
    before = values_of(screen, "Pier")
    run = imported(
        screen, ada, "Name,Depth,Licence,Home,Last dive\nPier,30,B-2,,\n", match=["name"], clear=True
    )
    assert values_of(screen, "Pier")["Depth"] == "30" and values_of(screen, "Pier")["Home"] == ""
    undone(run, ada)
    assert values_of(screen, "Pier") == before


def test_sensitive_values_leave_with_permission_only(screen, ada, own_fields):
    assert "Licence" in exported(screen, ada)[0]
    ada.role = Role.objects.create(key="x", name="x", may=["tenancy.*", "backoffice.export_records"])
    assert "Licence" not in exported(screen, ada)[0] and "Depth" in exported(screen, ada)[0]


def test_sensitive_values_of_a_file_stand_in_no_preview_search_or_clear_text(screen, ada, own_fields):
    run = checked(screen, ada, "Name,Time zone,Licence\nPier,UTC,SECRET-1\nYard,Mars,SECRET-2\n")
    assert "SECRET" not in str(run.preview)
    row = run.problem_rows.get()
    assert "secret" not in row.text and "SECRET-2" in batches.cells_of(row)


def test_a_record_type_of_the_owners_is_imported_and_undone(boat_log, boss):
    boss.user  # noqa: B018  as the middleware has it
    screen = registry.find("records", "boat_log")
    assert screen is not None
    run = imported(screen, boss, "Title,State\nManta,Open\nShark,Sunk\n", name="log.csv")
    assert (run.new, run.wrong) == (1, 1), sentences(run)
    assert [screen.title(one) for one in screen.base()] == ["Manta"]
    undone(run, boss)
    assert not screen.base().exists()
