"""Records leave as files that no spreadsheet computes and that come back as they were."""

import csv
import io
import json
import re
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from apps.backoffice.exports import cells, choosing, files, streams, workbooks
from apps.backoffice.exports.choosing import Wanted
from apps.backoffice.imports.reading import texts
from apps.backoffice.imports.reading import workbooks as reading
from apps.backoffice.models import Export
from apps.kernel.errors import NotFound
from apps.tenancy.models import Location, TaxProfile
from tests.apps.backoffice.data.conftest import imported, undone
from tests.conftest import NOW

pytestmark = pytest.mark.django_db
EVIL = ['=HYPERLINK("http://evil.example")', "+1+2", "-1+2", "@SUM(A1)", "\tx", "\rx", "'=x", "=1", "#REF!"]


def everything(screen, member, **options) -> Wanted:
    return Wanted(choosing.chosen(screen, member, []), **options)


def csv_file(screen, member, **options) -> str:
    wanted = everything(screen, member, **options)
    rows = choosing.rows(screen, member, wanted)
    return "".join(streams.csv_of(rows, wanted.attributes, cells.headings(wanted.attributes)))


def xlsx_file(screen, member) -> bytes:
    wanted = everything(screen, member)
    kept = io.BytesIO()
    workbooks.write(
        kept,
        found=choosing.rows(screen, member, wanted),
        attributes=wanted.attributes,
        headings=cells.headings(wanted.attributes),
        title="Places",
        tell=lambda _count: None,
    )
    return kept.getvalue()


def test_texts_that_are_formulas_are_marked_and_numbers_are_not():
    assert [cells.for_csv(text) for text in EVIL[:7]] == ["'" + text for text in EVIL[:7]]
    same = ["-5", "-5.25", "+5016001234", "-1,5", "a=b", "", "1-2"]
    assert [cells.for_csv(text) for text in same] == same
    assert [cells.for_csv(value) for value in (-5, -5.5, None, True)] == [-5, -5.5, "", "true"]


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20))
def test_whatever_a_text_is_it_reads_back_and_no_spreadsheet_computes_it(text):
    written = cells.for_csv(text)
    assert texts._cleaned(written) == text
    assert not written.startswith(("=", "@")) and (not cells.is_risky(text) or written[0] == "'")


def test_a_csv_file_comes_back_as_the_same_records(screen, ada):
    tax = TaxProfile.objects.create(name="Belize GST")
    for n, text in enumerate(EVIL):
        Location.objects.create(
            name=f"{text} {n}".strip(),
            time_zone="UTC",
            street='a\r\nb, "c"',
            phone="+5016001234",
            tax_profile=tax,
        )
    before = list(Location.objects.order_by("pk").values())
    text = csv_file(screen, ada)
    Location.objects.filter(name__contains=" ").update(street="", phone="0", tax_profile=None)
    run = imported(screen, ada, text, clear=True)
    assert (run.new, run.wrong) == (0, 0) and run.changed >= len(EVIL) - 1
    assert list(Location.objects.order_by("pk").values()) == before


def test_a_csv_file_of_records_that_are_gone_brings_them_back(screen, ada):
    run = imported(screen, ada, 'Name,Time zone,City\n"=1+1, x",UTC,-5\nYard,UTC,\n')
    text = csv_file(screen, ada)
    undone(run, ada)
    again = imported(screen, ada, text, match=["name"], chosen=None)
    assert again.wrong == 0
    assert Location.objects.get(name="=1+1, x").city == "-5" and Location.objects.filter(name="Yard").exists()


def test_a_workbook_comes_back_as_the_same_records(screen, ada):
    for n, text in enumerate(EVIL):
        Location.objects.create(
            name=f"{text.strip()} {n}", time_zone="UTC", city=text.strip(), phone="+501-600"
        )
    before = list(Location.objects.order_by("pk").values())
    content = xlsx_file(screen, ada)
    Location.objects.update(city="", phone="")
    assert imported(screen, ada, content, name="places.xlsx").wrong == 0
    assert list(Location.objects.order_by("pk").values()) == before


def test_no_cell_of_a_workbook_is_a_formula(screen, ada):
    for n, text in enumerate(EVIL):
        Location.objects.create(name=f"{text.strip()}{n}", time_zone="UTC", city=text.strip())
    sheet = load_workbook(io.BytesIO(xlsx_file(screen, ada))).active
    assert sheet is not None
    found = [cell for row in sheet.iter_rows(min_row=2) for cell in row]
    assert {cell.data_type for cell in found} <= {"s", "n", "b", "inlineStr"}
    assert all(cell.quotePrefix for cell in found if str(cell.value).startswith("="))


def test_json_has_an_object_for_each_record(screen, ada):
    TaxProfile.objects.all().delete()
    wanted = everything(screen, ada)
    assert (
        json.loads("".join(streams.json_of(choosing.rows(screen, ada, wanted).none(), wanted.attributes)))
        == []
    )
    found = json.loads("".join(streams.json_of(choosing.rows(screen, ada, wanted), wanted.attributes)))
    assert [one["name"] for one in found] == list(
        Location.objects.order_by("pk").values_list("name", flat=True)
    )
    assert found[0]["tax_profile"] is None and found[0]["id"]


def test_only_chosen_or_filtered_records_leave(screen, ada):
    one, two = (Location.objects.create(name=name, time_zone="UTC") for name in ("Pier", "Yard"))

    def names_in(**options):
        return [row[1] for row in csv.reader(io.StringIO(csv_file(screen, ada, **options)))][1:]

    assert names_in(chosen=(two.pk,)) == ["Yard"]
    assert names_in(query="q=Pier") == ["Pier"] and one.pk


def test_a_large_table_is_read_in_parts_with_a_query_each(
    screen, ada, monkeypatch, django_assert_num_queries
):
    monkeypatch.setattr(choosing, "AT_ONCE", 10)
    Location.objects.bulk_create(Location(name=f"Pier {n}", time_zone="UTC") for n in range(24))
    whole = Location.objects.count()
    wanted = everything(screen, ada)
    rows = choosing.rows(screen, ada, wanted)
    with django_assert_num_queries(-(-whole // 10)):
        pieces = list(streams.csv_of(rows, wanted.attributes, ["x"]))
    assert len(pieces) == 1 + -(-whole // 10)


def asked(screen, member):
    return files.ask(screen=screen, wanted=everything(screen, member), by=member, at=NOW)


def test_a_workbook_is_made_kept_for_a_day_and_only_for_who_asked(screen, ada, coral, manager, own_folder):
    from apps.accounts.models import Member

    export = asked(screen, ada)
    files.make(pk=export.pk, at=NOW)
    export.refresh_from_db()
    assert (export.state, export.rows) == ("done", Location.objects.count())
    _row, file = files.open_file(screen, ada, export.pk, at=NOW)
    with file:
        headings = dict(reading.rows(file, sheet=""))[1]
    assert headings[:3] == ["Record number", "Name", "Time zone"]
    other = Member.objects.get(user=manager)
    with pytest.raises(NotFound):
        files.open_file(screen, other, export.pk, at=NOW)
    with pytest.raises(NotFound):
        files.open_file(screen, ada, export.pk, at=NOW + timedelta(hours=24))
    assert files.of_member(screen, ada, at=NOW + timedelta(hours=24)) == []
    assert not [path for path in own_folder.rglob("*") if path.is_file()]


def test_a_task_that_comes_twice_makes_one_workbook(screen, ada):
    export = asked(screen, ada)
    files.make(pk=export.pk, at=NOW)
    first = Export.objects.get().file.name
    files.make(pk=export.pk, at=NOW)
    assert Export.objects.get().file.name == first


def test_no_text_becomes_a_formula_where_another_sign_ends_a_cell():
    said = {
        "a;=1+1": "a;'=1+1",
        "a; \t@SUM(A1)": "a; \t'@SUM(A1)",
        "a\r\n-1+2;+3": "a\r\n'-1+2;'+3",
        "a;'=1": "a;''=1",
        "a; b=c": "a; b=c",
    }
    assert {text: cells.for_csv(text) for text in said} == said


@given(st.text(st.sampled_from(";\t\r\n ='+-@a1"), max_size=12))
def test_texts_of_nothing_but_signs_read_back_and_are_broken_everywhere(text):
    written = cells.for_csv(text)
    assert texts._cleaned(written) == text
    assert not re.search(r"[;\t\r\n]\s*[=+@-]", written)
