"""A message as HTML: its words, the business's colour, and nothing that has to be fetched. Pure."""

import re
from typing import Final

from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language_info

from apps.backoffice.look.brand import Brand
from apps.backoffice.look.colours import palettes
from apps.messaging.types import Words

_LINK: Final = re.compile(r"https?://[^\s<>\"']+[^\s<>\"'.,;:!?)]")
_PAGE: Final = (
    '<!doctype html><html lang="{lang}" dir="{dir}"><head><meta charset="utf-8">'
    '<meta name="viewport" content="width=device-width, initial-scale=1"><title>{subject}</title></head>'
    '<body style="margin:0;padding:24px 12px;background:#f5f5f2;color:#1b2227;'
    "font:16px/1.55 -apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif\">"
    '<div style="max-width:560px;margin:0 auto;background:#ffffff;border-top:4px solid {accent};'
    'padding:28px 28px 16px">'
    '<p style="margin:0 0 20px;font-weight:600;color:{ink}">{business}</p>{text}</div></body></html>'
)


def page(words: Words, brand: Brand, *, language: str) -> str:
    """The whole page. Everything in it is escaped; addresses become links."""
    light, _dark = palettes(brand.accent)
    paragraphs = [part for part in words.text.split("\n\n") if part.strip()]
    said = ((_lines(one, light.accent),) for one in paragraphs)
    text = format_html_join("", '<p style="margin:0 0 16px">{}</p>', said)
    return format_html(
        _PAGE,
        lang=language,
        dir="rtl" if _is_rtl(language) else "ltr",
        subject=words.subject,
        accent=brand.accent,
        ink=light.accent,
        business=brand.name,
        text=text,
    )


def _lines(paragraph: str, colour: str) -> SafeString:
    lines = ((_linked(line, colour),) for line in paragraph.strip().split("\n"))
    return format_html_join(format_html("<br>{}", ""), "{}", lines)


def _linked(line: str, colour: str) -> SafeString:
    said, end = escape(""), 0
    for found in _LINK.finditer(line):
        link = format_html('<a href="{}" style="color:{}">{}</a>', found[0], colour, found[0])
        said += escape(line[end : found.start()]) + link
        end = found.end()
    return said + escape(line[end:])


def _is_rtl(language: str) -> bool:
    try:
        return bool(get_language_info(language)["bidi"])
    except KeyError:
        return False
