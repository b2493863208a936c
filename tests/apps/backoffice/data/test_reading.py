# ruff: noqa: RUF001  letters of other scripts are the point
"""Files are read whatever they are written in; what cannot be read is refused with a sentence."""

import io
import zipfile

import pytest
from django.core.files.storage import default_storage
from hypothesis import given
from hypothesis import strategies as st

from apps.backoffice.errors import FileTooLarge, TooManyColumns, Unreadable
from apps.backoffice.imports import limits
from apps.backoffice.imports.reading import encodings, texts, workbooks
from apps.backoffice.models import Import
from tests.apps.backoffice.data.conftest import checked, csv_of, sentences, uploaded, xlsx_of

pytestmark = pytest.mark.django_db

WESTERN = (
    "Name;Straße;Ort\nJosé Muñoz;Málaga;Besançon\nZoë Brontë;Genève;Ærøskøbing\nJürgen Groß;Köln;Öhringen\n"
)
ARABIC = "الاسم;المدينة\nمحمد علي;القاهرة\nفاطمة الزهراء;بيروت\n"
CHINESE = "姓名;城市\n王小明;北京\n李华;上海\n"


@pytest.mark.parametrize(
    ("text", "codec", "found"),
    [
        (WESTERN, "utf-8", "utf-8"),
        (WESTERN, "utf-8-sig", "utf-8-sig"),
        (WESTERN, "utf-16", "utf-16"),
        (WESTERN, "utf-16-le", "utf-16-le"),
        (WESTERN, "cp1252", "cp1252"),
        (WESTERN, "latin-1", "cp1252"),
        (WESTERN, "mac-roman", "mac-roman"),
        (ARABIC, "utf-8", "utf-8"),
        (ARABIC, "cp1256", "cp1256"),
        (CHINESE, "gb18030", "gb18030"),
        ("Имя;Город\nИван Петров;Москва\nОльга;Тверь\n", "cp1251", "cp1251"),
        ("a;b\n1;2\n", "ascii", "utf-8"),
    ],
)
def test_the_encoding_is_found(text, codec, found):
    file = io.BytesIO(text.encode(codec))
    assert encodings.detect(file) == found
    rows = list(texts.rows(file, encoding=found, delimiter=texts.delimiter_of(file, found)))
    assert [cells for _number, cells in rows] == [line.split(";") for line in text.splitlines()]


@given(st.binary(max_size=300))
def test_any_bytes_have_an_encoding_that_python_knows(data):
    found = encodings.detect(io.BytesIO(data))
    assert "".encode(found) is not None


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(sign):
    text = csv_of(
        ("Pier", "1,5 km; west", "x"), ("Yard", "2,5 km; east", "y"), headings=("a", "b", "c"), sign=sign
    )
    quoted = text.replace("1,5 km; west", '"1,5 km; west"').replace("2,5 km; east", '"2,5 km; east"')
    assert texts.delimiter_of(io.BytesIO(quoted.encode()), "utf-8") == sign


def test_a_spreadsheet_may_say_what_separates_cells():
    file = io.BytesIO(b"sep=;\na,b;c\n1,2;3\n")
    assert texts.delimiter_of(file, "utf-8") == ";"
    assert list(texts.rows(file, encoding="utf-8", delimiter=";")) == [(2, ["a,b", "c"]), (3, ["1,2", "3"])]


def test_rows_have_the_numbers_a_spreadsheet_shows(screen, ada):
    run = checked(screen, ada, "Name,Time zone\n\n,,,\nPier,UTC\n\nYard,Nowhere\n")
    assert list(sentences(run)) == [6]
    assert run.rows == 2


def test_headings_that_are_empty_or_come_twice_are_told_apart(screen, ada):
    run = uploaded(screen, ada, "Name,,Name,  City \nPier,x,y,z\n")
    assert run.headings == ["Name", "Column 2", "Name (2)", "City"]
    assert run.mapping == {"0": "name", "3": "city"}


def test_a_row_with_more_cells_than_headings_is_wrong_and_a_shorter_one_is_not(screen, ada):
    run = checked(screen, ada, "Name,Time zone,City\nPier,UTC\nYard,UTC,Belize,surplus\n")
    assert sentences(run) == {3: ["The row has 1 cell more than there are headings."]}
    assert run.new == 1


def test_zero_bytes_are_left_out(screen, ada):
    run = checked(screen, ada, b"Name,Time zone\nPi\x00er,UTC\n")
    assert run.preview[0]["cells"][0][0] == "Pier"


def test_two_hundred_columns_are_read_and_one_more_is_refused(screen, ada):
    wide = ["Name", "Time zone", *(f"c{n}" for n in range(198))]
    run = uploaded(screen, ada, ",".join(wide) + "\nPier,UTC\n")
    assert len(run.headings) == limits.COLUMNS
    with pytest.raises(TooManyColumns, match="more than 200 columns"):
        uploaded(screen, ada, ",".join([*wide, "c198"]) + "\nPier,UTC\n")
    with pytest.raises(TooManyColumns):
        uploaded(screen, ada, xlsx_of(headings=(*wide, "c198")), "places.xlsx")
    assert Import.objects.count() == 1


def test_a_file_of_more_than_fifty_megabytes_is_refused_and_not_kept(screen, ada, own_folder):
    line = b"x" * 1023 + b"\n"
    with pytest.raises(FileTooLarge, match="larger than 50 MB"):
        uploaded(screen, ada, b"Name\n" + line * 51 * 1024)
    assert not Import.objects.exists()
    assert not [path for path in own_folder.rglob("*") if path.is_file()]


def test_too_many_rows_are_refused(screen, ada, monkeypatch):
    monkeypatch.setattr(limits, "ROWS", 3)
    run = checked(screen, ada, "Name,Time zone\n" + "".join(f"Pier {n},UTC\n" for n in range(4)))
    assert run.state == "failed" and "more than 3 rows" in run.problem


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "It is empty"),
        (b"\n\n , \n", "It is empty"),
        (b"PK\x03\x04 and then nothing", "no workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old or protected Excel file"),
        (b'Name,City\n"Pier,' + b"x" * 200_000, "quotation that does not end"),
    ],
)
def test_what_is_no_spreadsheet_is_refused(screen, ada, content, why):
    if b"quotation" in why.encode():
        run = checked(screen, ada, content, chosen={0: "name"})
        assert run.state == "failed" and why in run.problem
        return
    with pytest.raises(Unreadable, match=why):
        uploaded(screen, ada, content)


def zipped(**parts: bytes) -> io.BytesIO:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return kept


def test_a_workbook_that_unpacks_without_end_is_refused(monkeypatch):
    monkeypatch.setattr(limits, "TEXTS_BYTES", 1000)
    bomb = zipped(**{"xl/sharedStrings.xml": b"0" * 1_000_000})
    with pytest.raises(Unreadable, match="unpacks to far more"):
        workbooks.sheets(bomb)


def test_a_workbook_that_defines_entities_is_refused():
    evil = io.BytesIO(xlsx_of(("Pier",)))
    again = io.BytesIO()
    with zipfile.ZipFile(evil) as old, zipfile.ZipFile(again, "w") as new:
        for part in old.namelist():
            content = old.read(part)
            if part == "xl/worksheets/sheet1.xml":
                content = b'<!DOCTYPE x [<!ENTITY a "aaaa">]>' + content.split(b"?>", 1)[-1]
            new.writestr(part, content)
    with pytest.raises(Unreadable):
        list(workbooks.rows(again, sheet=""))


def test_cells_of_a_workbook_are_values(screen, ada):
    from datetime import date, datetime, time

    content = xlsx_of(
        (
            1,
            2.5,
            3.0,
            date(2026, 11, 21),
            datetime.fromisoformat("2026-11-21T14:30"),
            time(9, 5),
            True,
            "=1+1",
            None,
            "x",
        )
    )
    rows = dict(workbooks.rows(io.BytesIO(content), sheet="Sheet"))
    # A formula that no spreadsheet has computed has no value, and is not computed here.
    assert rows[2][:10] == [
        "1",
        "2.5",
        "3",
        "2026-11-21",
        "2026-11-21 14:30:00",
        "09:05:00",
        "true",
        "",
        "",
        "x",
    ]


def test_the_person_may_choose_another_encoding_delimiter_and_sheet(screen, ada):
    from apps.backoffice.imports import runs

    run = uploaded(screen, ada, "Näme;Time zone\nPiér;UTC\n".encode("cp850"))
    runs.reread(run=run, screen=screen, encoding="cp850", delimiter=";", sheet_name="", by=ada)
    assert run.headings == ["Näme", "Time zone"]
    with default_storage.open(run.file.name) as file:
        assert file.read()


def test_signs_that_the_encoding_does_not_have_make_the_row_wrong(screen, ada):
    from apps.backoffice.imports import checking, runs

    run = uploaded(screen, ada, "Name,Time zone\nPiér,UTC\nYard,UTC\n".encode("cp1252"))
    runs.reread(run=run, screen=screen, encoding="utf-8", delimiter=",", sheet_name="", by=ada)
    runs.decide(run=run, screen=screen, chosen={0: "name", 1: "time_zone"}, options={}, by=ada)
    checking.check(pk=run.pk, at=run.at)
    assert "cannot be read" in sentences(run)[2][0] and 3 not in sentences(run)
