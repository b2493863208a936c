"""Papers say what they were told, look the same every time, and break over pages without losing anything."""

import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from apps.documents import papers
from apps.documents.types import Line, Paper, Participant
from tests.apps.documents.reading import Pdf
from tests.apps.documents.samples import CONFIRMATION, HEAD, ORDER, QUOTE


def pages(data: bytes) -> list[str]:
    return Pdf.read(data).pages()


def test_a_confirmation_says_everything_on_one_page():
    for paper in Paper:
        sheet = replace(CONFIRMATION, letterhead=replace(HEAD, paper=paper))
        (page,) = pages(papers.confirmation(sheet))
        for said in (
            *(
                "Booking confirmation",
                "BK-2026-7F3K9Q",
                "Issued 27 Nov 2026",
                "Reef trip to Laughing Bird Caye",
            ),
            *("Morning, two dives", "Sat 14 March 2026, 08:30 – 12:30", "Belize time", "Main dock"),
            *(
                "María Núñez",
                "Γιώργος Παπαδόπουλος",
                "Дмитрий",
                "Vegetarian",
                "WHO COMES",
                "Show this at check-in",
            ),
            *(
                "Rental: BCD and regulator",
                "$178.00",
                "High season",
                "Total",
                "$267.00",
                "Still to pay at the desk",
            ),
            *("Bring a towel", "Free until 24 hours", "https://coral.example/b/7F3K9Q-4jH2mZ8s"),
            *(
                "Coral & Current · 12 Harbour Street · Placencia · Belize · TIN 123456",
                "hello@coral.example",
                "1 of 1",
            ),
        ):
            assert said in page, said


def test_an_order_says_what_was_paid():
    text = "".join(pages(papers.order_summary(ORDER)))
    for said in (
        "Order summary",
        "OR-2026-001234",
        "Placed, partly paid",
        "Card ending 4242",
        "$67.00",
        "Peanut",
    ):
        assert said in text


def test_a_quote_says_until_when_it_holds_what_comes_with_it_and_where_to_accept():
    (page,) = pages(papers.quote(QUOTE))
    for said in (
        *("Quote", "OR-2026-7F3K9Q", "VALID UNTIL", "Fri 4 December 2026", "Your places are held"),
        *("María Núñez", "08:30 · 2 × Adult", "$267.00", "Lunch on board", "A window seat."),
        *("Free until 24 hours", "See and accept this quote", "https://coral.example/quote/7F3K9Q-4jH2mZ8s/"),
    ):
        assert said in page, said
    over = replace(QUOTE, held="", answer="This quote was declined.", link="", language="fr")
    (page,) = pages(papers.quote(over))
    assert "Devis" in page
    assert "This quote was declined." in page
    assert "Voir et accepter" not in page


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("es-mx", "Confirmación de reserva"),
        ("fr", "Confirmation de réservation"),
        ("de", "Booking confirmation"),
    ],
)
def test_the_paper_speaks_the_reader_s_language(language, said):
    assert said in pages(papers.confirmation(replace(CONFIRMATION, language=language)))[0]


def test_the_same_values_are_the_same_bytes_also_in_threads():
    first = papers.confirmation(CONFIRMATION)
    with ThreadPoolExecutor(4) as pool:
        others = list(pool.map(papers.confirmation, [CONFIRMATION] * 8))
    assert {first} == set(others)


def test_size_title_and_language_stand_in_the_file():
    data = papers.confirmation(replace(CONFIRMATION, language="es"))
    assert b"/Lang (es)" in data
    assert b"/MediaBox [ 0 0 595.2756 841.8898 ]" in data
    assert b"/MediaBox [ 0 0 612 792 ]" in papers.order_summary(ORDER)
    title = re.search(rb"/Title \((.*?)\) /", data, re.DOTALL)
    assert title is not None
    assert b"BK-2026-7F3K9Q" in title[1].replace(b"\\000", b"")
    assert b"/DisplayDocTitle true" in data


def test_fonts_are_embedded_and_only_those():
    data = papers.confirmation(CONFIRMATION)
    assert b"Helvetica" not in data
    names = set(re.findall(rb"/BaseFont /(\S+)", data))
    assert names == {b"AAAAAA+NotoSans-Regular", b"AAAAAA+NotoSans-Bold"}
    assert data.count(b"/FontFile2") == 2
    assert len(data) < 60_000


def test_a_table_goes_on_with_its_head_and_loses_no_line():
    lines = tuple(Line(f"Trip number {n:03}", f"${n}.00", "1") for n in range(120))
    found = pages(papers.order_summary(replace(ORDER, lines=lines)))
    assert len(found) >= 4
    text = "".join(found)
    assert [n for n in range(120) if f"Trip number {n:03}" not in text] == []
    for number, page in enumerate(found, 1):
        assert f"{number} of {len(found)}" in page
        if "Trip number" in page:
            assert "DESCRIPTION" in page
    for page in found[1:]:
        assert "OR-2026-001234" in page


def test_ten_thousand_letters_of_notes_and_a_row_longer_than_a_page_are_all_there():
    notes = " ".join(f"word{n}" for n in range(1500))
    detail = " ".join(f"part{n}" for n in range(1500))
    sheet = replace(ORDER, notes=notes, lines=(Line("One", "$1.00", detail=detail),))
    text = "".join(pages(papers.order_summary(sheet)))
    assert re.findall(r"word\d+", text) == notes.split()
    assert re.findall(r"part\d+", text) == detail.split()


def test_words_without_spaces_are_cut_and_not_lost():
    name = "Ä" * 3000
    text = "".join(pages(papers.confirmation(replace(CONFIRMATION, product=name, customer=name))))
    assert text.count("Ä") == 6000


@pytest.mark.parametrize(
    "name",
    [
        "محمد علي (12)",
        "שלום כהן",
        "山田 太郎 さくら",
        "김민준",
        "王小明",
        "Zoë 🐠👨‍👩‍👧",
        "फिश",
        "\x00\x1b[0m",
        "\u202eabc",
        "e\u0301",
        "\ud800",
    ],
)
def test_names_of_every_script_are_drawn(name):
    sheet = replace(CONFIRMATION, customer=name, participants=(Participant(name, name, name),), option=name)
    assert papers.confirmation(sheet).startswith(b"%PDF-")
    assert papers.order_summary(replace(ORDER, customer=name)).startswith(b"%PDF-")


def test_a_picture_that_is_none_leaves_the_name():
    for logo in (b"no picture", b"", None):
        assert (
            "Coral & Current\n"
            in pages(papers.confirmation(replace(CONFIRMATION, letterhead=replace(HEAD, logo=logo))))[0]
        )


def test_the_least_there_can_be_is_a_paper():
    sheet = type(CONFIRMATION)(letterhead=type(HEAD)(name="X"), reference="R", product="P", when="")
    assert len(pages(papers.confirmation(sheet))) == 1
