"""The papers there are. Pure: the same values, the same bytes. Each is drawn again to say how many pages it has."""

from collections.abc import Callable
from typing import Final

from apps.documents.drawing.lines import BODY, LABEL, QUIET, SMALL, Style, put, wrapped
from apps.documents.drawing.sheet import Sheet
from apps.documents.drawing.tables import Column, Row, table, totals
from apps.documents.types import (
    ConfirmationSheet,
    Fact,
    Labels,
    Letterhead,
    Line,
    OrderSheet,
    Participant,
    QuoteSheet,
)
from apps.documents.words import labels

_TITLE: Final = Style(22, 27, bold=True)
_LEAD: Final = Style(12, 17, bold=True)
_CODE: Final = 104.0
_PANEL: Final = 132.0
_MOST_BESIDE: Final = 16  # lines


def confirmation(sheet: ConfirmationSheet) -> bytes:
    """What a customer prints or shows: one page for most bookings, as PDF."""
    said = labels(sheet.language)
    return _drawn(
        lambda page: _confirmation(page, sheet, said),
        sheet.letterhead,
        title=said.confirmation,
        reference=sheet.reference,
        issued=said.issued.format(date=sheet.issued) if sheet.issued else "",
        language=sheet.language,
    )


def order_summary(sheet: OrderSheet) -> bytes:
    """All of an order, for staff, as PDF."""
    said = labels(sheet.language)
    return _drawn(
        lambda page: _order(page, sheet, said),
        sheet.letterhead,
        title=said.order,
        reference=sheet.reference,
        issued=said.issued.format(date=sheet.issued) if sheet.issued else "",
        language=sheet.language,
    )


def quote(sheet: QuoteSheet) -> bytes:
    """What is offered until a day, for the customer, as PDF."""
    said = labels(sheet.language)
    return _drawn(
        lambda page: _quote(page, sheet, said),
        sheet.letterhead,
        title=said.quote,
        reference=sheet.reference,
        issued=said.issued.format(date=sheet.issued) if sheet.issued else "",
        language=sheet.language,
    )


def _drawn(
    draw: Callable[[Sheet], None], head: Letterhead, *, title: str, reference: str, issued: str, language: str
) -> bytes:
    pages = 1
    while True:
        page = Sheet(head, title=title, reference=reference, issued=issued, language=language, pages=pages)
        draw(page)
        data = page.done()
        if page.page <= pages:
            return data
        pages = page.page


def _confirmation(page: Sheet, sheet: ConfirmationSheet, said: Labels) -> None:
    page.text(sheet.product, _TITLE)
    if sheet.option:
        page.text(sheet.option, BODY.but(size=12, leading=17, colour=QUIET))
    page.y -= 12
    _panel(page, sheet, said)
    _participants(page, sheet.participants, said)
    _bill(page, sheet.lines, said)
    totals(page, sheet.totals)
    _beside(page, (said.instructions, sheet.instructions), (said.policy, sheet.policy))
    if sheet.manage_url:
        page.y -= 14
        page.anchor(said.manage, sheet.manage_url)


def _panel(page: Sheet, sheet: ConfirmationSheet, said: Labels) -> None:
    """When, where and who, with the code for check-in beside them."""
    top, start = page.y, page.page
    width = page.inner - (_PANEL + 20 if sheet.qr else 0)
    if sheet.qr:
        x = page.right - _CODE
        page.code(sheet.qr, x=x, y=top - 2, size=_CODE)
        middle = x + _CODE / 2
        for n, line in enumerate(wrapped(said.check_in, SMALL.but(size=7.5), _CODE)):
            put(page.canvas, middle, top - _CODE - 14 - 10 * n, line, SMALL.but(size=7.5), "centre")
    _stated(page, said.when, sheet.when, sheet.when_zone, width)
    _stated(page, said.where, sheet.where, sheet.where_detail, width)
    _facts(page, ((Fact(said.booked_by, sheet.customer),) if sheet.customer else ()) + sheet.facts, width)
    if sheet.qr and page.page == start:
        page.y = min(page.y, top - _CODE - 26)


def _stated(page: Sheet, label: str, text: str, detail: str, width: float) -> None:
    if not text:
        return
    page.room(LABEL.leading + _LEAD.leading)
    put(page.canvas, page.left, page.y - LABEL.size, label.upper(), LABEL)
    page.y -= LABEL.leading + 2
    page.text(text, _LEAD, width=width)
    if detail:
        page.text(detail, SMALL, width=width)
    page.y -= 8


def _facts(page: Sheet, facts: tuple[Fact, ...], width: float) -> None:
    """Two beside each other."""
    half = (width - 16) / 2
    for place in range(0, len(facts), 2):
        pair = facts[place : place + 2]
        columns = [wrapped(one.text, BODY, half) for one in pair]
        most = max(len(one) for one in columns)
        page.room(LABEL.leading + min(most, 3) * BODY.leading)
        for n, one in enumerate(pair):
            put(page.canvas, page.left + n * (half + 16), page.y - LABEL.size, one.label.upper(), LABEL)
        page.y -= LABEL.leading + 1
        for row in range(most):
            page.room(BODY.leading)
            for n, lines in enumerate(columns):
                if row < len(lines):
                    put(page.canvas, page.left + n * (half + 16), page.y - BODY.size, lines[row], BODY)
            page.y -= BODY.leading
        page.y -= 6


def _participants(page: Sheet, found: tuple[Participant, ...], said: Labels) -> None:
    if not found:
        return
    page.heading(said.participants)
    rows = [Row((one.name, one.kind, one.note)) for one in found]
    table(page, (Column("", 190), Column("", 100), Column("")), rows)


def _bill(page: Sheet, lines: tuple[Line, ...], said: Labels) -> None:
    if not lines:
        return
    page.y -= 14
    priced = any(one.unit_price for one in lines)
    columns = [Column(said.description), Column(said.quantity, 40, "right")]
    if priced:
        columns.append(Column(said.price, 80, "right"))
    columns.append(Column(said.amount, 90, "right"))
    rows = []
    for one in lines:
        cells = [one.description, one.quantity, *([one.unit_price] if priced else []), one.amount]
        rows.append(Row(cells, one.detail))
    table(page, columns, rows)
    page.y -= 2


def _words(page: Sheet, label: str, text: str, style: Style = SMALL) -> None:
    if text.strip():
        page.heading(label)
        page.text(text.strip(), style)


def _beside(page: Sheet, left: tuple[str, str], right: tuple[str, str]) -> None:
    """Two texts under their labels beside each other where they fit, else one below the other."""
    if not (left[1].strip() and right[1].strip()):
        _words(page, *left)
        _words(page, *right)
        return
    width = (page.inner - 28) / 2
    columns = [(label, wrapped(text.strip(), SMALL, width)) for label, text in (left, right)]
    most = max(len(lines) for _label, lines in columns)
    if most > _MOST_BESIDE:
        _words(page, *left)
        _words(page, *right)
        return
    page.y -= 14
    page.room(LABEL.leading + 3 + most * SMALL.leading)
    for n, (label, lines) in enumerate(columns):
        x, y = page.left + n * (width + 28), page.y
        put(page.canvas, x, y - LABEL.size, label.upper(), LABEL)
        for row, line in enumerate(lines):
            put(page.canvas, x, y - LABEL.leading - 3 - SMALL.size - row * SMALL.leading, line, SMALL)
    page.y -= LABEL.leading + 3 + most * SMALL.leading


def _order(page: Sheet, sheet: OrderSheet, said: Labels) -> None:
    top = page.y
    width = page.inner - (90 if sheet.qr else 0)
    if sheet.qr:
        page.code(sheet.qr, x=page.right - 70, y=top, size=70)
    page.text(sheet.customer or sheet.reference, _TITLE.but(size=18, leading=23), width=width)
    if sheet.state:
        page.text(sheet.state, BODY.but(bold=True, colour=page.link), width=width)
    for line in sheet.contact:
        page.text(line, BODY.but(colour=QUIET), width=width)
    page.y -= 10
    _facts(page, sheet.facts, width)
    if sheet.qr and page.page == 1:
        page.y = min(page.y, top - 74)
    _bill(page, sheet.lines, said)
    totals(page, sheet.totals)
    if sheet.payments:
        page.heading(said.payments)
        rows = [Row((one.how, one.when, one.amount)) for one in sheet.payments]
        table(page, (Column(""), Column("", 150), Column("", 90, "right")), rows)
    _participants(page, sheet.participants, said)
    _words(page, said.notes, sheet.notes, BODY)
    _words(page, said.policy, sheet.policy)


def _quote(page: Sheet, sheet: QuoteSheet, said: Labels) -> None:
    page.text(sheet.customer or sheet.reference, _TITLE.but(size=18, leading=23))
    for line in sheet.contact:
        page.text(line, BODY.but(colour=QUIET))
    page.y -= 10
    _stated(page, said.valid_until, sheet.valid_until, sheet.held, page.inner)
    if sheet.answer:
        page.text(sheet.answer, BODY.but(bold=True, colour=page.link))
        page.y -= 8
    _facts(page, sheet.facts, page.inner)
    _bill(page, sheet.lines, said)
    totals(page, sheet.totals)
    if sheet.included:
        page.heading(said.included)
        for one in sheet.included:
            page.text(one.label, BODY.but(bold=True))
            page.text(one.text, SMALL)
    _words(page, said.requests, sheet.requests, BODY)
    _words(page, said.policy, sheet.policy)
    if sheet.link:
        page.y -= 14
        page.anchor(said.accept, sheet.link)
