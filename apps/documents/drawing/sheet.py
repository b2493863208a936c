"""The frame of a business's paper: pages with a head, a foot and their number, and a place to go on writing."""

import io
from itertools import groupby
from operator import itemgetter
from typing import Final

from PIL import UnidentifiedImageError
from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4, LETTER
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from apps.backoffice.look.colours import palettes
from apps.documents.drawing import fonts
from apps.documents.drawing.lines import BODY, LABEL, RULE, SMALL, Style, cut_short, put, wrapped
from apps.documents.types import Letterhead, Paper
from apps.documents.words import labels

MARGIN: Final = 50.0
_TOP: Final = 42.0
_BOTTOM: Final = 60.0
_LOGO: Final = (170.0, 44.0)
_SIZES: Final = {Paper.A4: A4, Paper.LETTER: LETTER}
_NAME: Final = Style(15, 19, bold=True)


class Sheet:
    """Pages that fill from top to bottom; `y` is where the next thing begins."""

    def __init__(
        self, head: Letterhead, *, title: str, reference: str, issued: str, language: str, pages: int
    ) -> None:
        fonts.ready()
        self.head, self.language = head, language
        self.title, self.reference, self.issued = title, reference, issued
        self.accent = head.accent
        self.link = palettes(head.accent)[0].accent
        self._pages = pages
        self._file = io.BytesIO()
        self.width, self.height = _SIZES[head.paper]
        self.left, self.right = MARGIN, self.width - MARGIN
        self.canvas = Canvas(
            self._file,
            pagesize=(self.width, self.height),
            invariant=1,
            pageCompression=1,
            lang=language,
            initialFontName=fonts.name(bold=False),
            initialFontSize=BODY.size,
        )
        self.canvas.setTitle(f"{title} {reference}".strip())
        self.canvas.setAuthor(head.name)
        self.canvas.setSubject(title)
        self.canvas.setCreator("Quayside")
        self.canvas.setProducer("Quayside")
        self.canvas.setViewerPreference("DisplayDocTitle", "true")
        self.page = 1
        self._first_head()

    # -- pages ---------------------------------------------------------------------------------------------------

    @property
    def inner(self) -> float:
        """Between the margins."""
        return float(self.right - self.left)

    def room(self, needed: float) -> bool:
        """Go on with a new page where less than this is left; answers whether one was begun."""
        if self.y - needed >= _BOTTOM:
            return False
        self._foot()
        self.canvas.showPage()
        self.page += 1
        self._next_head()
        return True

    def done(self) -> bytes:
        """The whole file. Nothing can be drawn afterwards."""
        self._foot()
        self.canvas.showPage()
        self.canvas.save()
        return self._file.getvalue()

    def _first_head(self) -> None:
        top = self.height - _TOP
        put(self.canvas, self.right, top - 8, self.title, SMALL, "right")
        put(self.canvas, self.right, top - 25, self.reference, Style(12.5, 16, bold=True), "right")
        put(self.canvas, self.right, top - 38, self.issued, SMALL, "right")
        most = self.inner - 210
        if not self._logo(top):
            y = top - 14
            for line in wrapped(self.head.name, _NAME, most)[:2]:
                put(self.canvas, self.left, y, line, _NAME)
                y -= _NAME.leading
        self.y = top - _LOGO[1] - 10
        self._bar(self.y)
        self.y -= 23

    def _next_head(self) -> None:
        top = self.height - _TOP
        put(self.canvas, self.left, top - 8, cut_short(self.head.name, SMALL, self.inner / 2), SMALL)
        put(self.canvas, self.right, top - 8, f"{self.title}  {self.reference}", SMALL, "right")
        self.rule(top - 18)
        self.y = top - 44

    def _foot(self) -> None:
        self.rule(46)
        said = " · ".join(one for one in (*self.head.address, self.head.tax_number) if one)
        reach = " · ".join(one for one in (self.head.phone, self.head.email, self.head.website) if one)
        most = self.inner - 60
        small = SMALL.but(size=7.5)
        put(
            self.canvas,
            self.left,
            33,
            cut_short(f"{self.head.name} · {said}" if said else self.head.name, small, most),
            small,
        )
        put(self.canvas, self.left, 22.5, cut_short(reach, small, most), small)
        numbered = labels(self.language).page.format(page=self.page, pages=max(self._pages, self.page))
        put(self.canvas, self.right, 33, numbered, small, "right")

    def _logo(self, top: float) -> bool:
        if self.head.logo is None:
            return False
        try:
            picture = ImageReader(io.BytesIO(self.head.logo))
            wide, high = picture.getSize()
        except (UnidentifiedImageError, OSError, ValueError):
            return False  # a paper with the name is better than none
        scale = min(_LOGO[0] / wide, _LOGO[1] / high)
        wide, high = wide * scale, high * scale
        self.canvas.drawImage(picture, self.left, top - high, wide, high, mask="auto")
        return True

    # -- things on them ------------------------------------------------------------------------------------------

    def rule(self, y: float, *, left: float | None = None, colour: str = RULE, weight: float = 0.6) -> None:
        """A thin line to the right margin."""
        self.canvas.setStrokeColor(HexColor(colour))
        self.canvas.setLineWidth(weight)
        self.canvas.line(self.left if left is None else left, y, self.right, y)

    def _bar(self, y: float) -> None:
        self.rule(y)
        self.canvas.setFillColor(HexColor(self.accent))
        self.canvas.rect(self.left, y - 1, 54, 2.4, stroke=0, fill=1)

    def text(
        self, text: str, style: Style = BODY, *, x: float | None = None, width: float | None = None
    ) -> None:
        """Lines down the page and on to the next."""
        x = self.left if x is None else x
        for line in wrapped(text, style, self.right - x if width is None else width):
            self.room(style.leading)
            put(self.canvas, x, self.y - style.size, line, style)
            self.y -= style.leading

    def heading(self, text: str, *, gap: float = 14) -> None:
        """A small heading that keeps some lines below it on its page."""
        self.y -= gap
        self.room(LABEL.leading + 3 * BODY.leading)
        put(self.canvas, self.left, self.y - LABEL.size, text.upper(), LABEL)
        self.y -= LABEL.leading + 3

    def anchor(self, text: str, url: str, style: Style = SMALL) -> None:
        """What an address leads to, then the address to be typed, in one line where both fit; all of it a link."""
        told = style.but(colour=self.link, bold=True)
        line, typed = cut_short(text, told, self.inner), cut_short(url, style, self.inner)
        after = told.width(line) + 10
        beside = after + style.width(typed) <= self.inner
        self.room(style.leading * (1 if beside else 2))
        top = self.y
        put(self.canvas, self.left, self.y - style.size, line, told)
        if not beside:
            self.y -= style.leading
        put(self.canvas, self.left + (after if beside else 0), self.y - style.size, typed, style)
        self.y -= style.leading
        self.canvas.linkURL(url, (self.left, self.y, self.right, top), relative=0, thickness=0)

    def code(self, said: str, *, x: float, y: float, size: float) -> None:
        """A QR code whose upper left corner is at (x, y). Raises ValueError for more than a code holds."""
        code = QRCode(None, QRErrorCorrectLevel.M)
        code.addData(said)
        code.make()
        count = code.getModuleCount()
        step = size / count
        path = self.canvas.beginPath()
        for row in range(count):
            # Dark squares beside each other are one, so that no printer leaves hairlines between them.
            for dark, modules in groupby(enumerate(code.modules[row]), key=itemgetter(1)):
                places = [place for place, _dark in modules]
                if dark:
                    path.rect(x + places[0] * step, y - (row + 1) * step, len(places) * step, step)
        self.canvas.setFillColor(HexColor("#000000"))
        self.canvas.drawPath(path, stroke=0, fill=1)
