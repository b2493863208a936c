"""The subset of HTML that a pack's texts may use: what is wrong with one, in words."""

from html.parser import HTMLParser
from typing import Final
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

BLOCKS: Final = frozenset({"p", "h2", "h3", "h4", "ul", "ol", "blockquote"})
INLINE: Final = frozenset({"b", "strong", "i", "em", "a"})
VOID: Final = frozenset({"br", "hr"})
TAGS: Final = BLOCKS | INLINE | VOID | {"li"}
SCHEMES: Final = frozenset({"http", "https", "mailto", "tel"})


def problems(html: str) -> list[tuple[int, str]]:
    """What is wrong, each with how many lines below the first it stands; empty for a text of the subset."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.finish()
    return reader.found


def links(html: str) -> list[tuple[int, str]]:
    """The paths of own pages that the text links to, with their lines below the first."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.paths


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.found: list[tuple[int, str]] = []
        self.paths: list[tuple[int, str]] = []
        self._open: list[str] = []

    def finish(self) -> None:
        for tag in self._open:
            self._wrong(_("<%(tag)s> is never closed") % {"tag": tag})

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in TAGS:
            self._wrong(_("<%(tag)s> is not of the subset") % {"tag": tag})
            return
        inside = self._open[-1] if self._open else ""
        if tag == "li" and inside not in {"ul", "ol"}:
            self._wrong(_("<li> stands in no list"))
        elif tag in BLOCKS and inside not in {"", "blockquote", "li"}:
            self._wrong(_("<%(tag)s> cannot stand in <%(inside)s>") % {"tag": tag, "inside": inside})
        elif tag in INLINE and inside in {"", "ul", "ol"}:
            self._wrong(_("<%(tag)s> stands outside of a paragraph") % {"tag": tag})
        for name, value in attrs:
            if (tag, name) != ("a", "href"):
                self._wrong(_("the attribute “%(name)s” is not of the subset") % {"name": name})
            else:
                self._link(value or "")
        if tag == "a" and not any(name == "href" for name, _value in attrs):
            self._wrong(_("<a> leads nowhere"))
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in VOID:
            return
        self._wrong(_("<%(tag)s/> is not of the subset") % {"tag": tag})

    def handle_endtag(self, tag: str) -> None:
        if tag not in TAGS or tag in VOID:
            return
        if tag not in self._open:
            self._wrong(_("</%(tag)s> closes nothing") % {"tag": tag})
            return
        while (last := self._open.pop()) != tag:
            self._wrong(_("<%(tag)s> is never closed") % {"tag": last})

    def handle_data(self, data: str) -> None:
        if data.strip() and (not self._open or self._open[-1] in {"ul", "ol"}):
            self._wrong(_("“%(text)s” stands outside of a paragraph") % {"text": " ".join(data.split())[:30]})
        if "<" in data:
            self._wrong(_("a < that begins no tag"))
        if "&" in data:
            self._wrong(_("an & that begins no name; write &amp;"))

    def handle_comment(self, data: str) -> None:
        self._wrong(_("a comment is not of the subset"))

    def handle_decl(self, decl: str) -> None:
        self._wrong(_("a declaration is not of the subset"))

    def unknown_decl(self, data: str) -> None:
        self._wrong(_("a declaration is not of the subset"))

    def handle_pi(self, data: str) -> None:
        self._wrong(_("an instruction is not of the subset"))

    def _link(self, address: str) -> None:
        if address.startswith("/") and not address.startswith("//"):
            self.paths.append((self.getpos()[0] - 1, address))
        elif _scheme(address) not in SCHEMES:
            self._wrong(_("the link “%(address)s” has no scheme that is known") % {"address": address[:60]})

    def _wrong(self, sentence: str) -> None:
        self.found.append((self.getpos()[0] - 1, sentence))


def _scheme(address: str) -> str:
    try:
        return urlsplit(address).scheme
    except ValueError:
        # As "http://[".
        return ""
