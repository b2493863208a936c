"""The public site's own words in other languages: where they stand, which lack a translation, and the files
that Django reads. Python is all this needs: no gettext programs.
"""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from babel.messages import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

# What visitors read. Words of the editor and the back office stay English.
SOURCES: Final = (
    *("templates/site/**/*.html", "templates/public/*.html", "cms/starter.py", "cms/templatetags/*.py"),
    *(
        "cms/offers.py",
        "cms/price_lists.py",
        "cms/product_pages.py",
        "cms/contact/forms.py",
        "cms/frame.py",
        "cms/chrome.py",
    ),
    *("cms/contact/*.py", "cms/consent/*.py", "cms/search/*.py", "cms/seo/*.py", "apps/catalog/shown.py"),
    *("cms/sites.py", "apps/catalog/queries/*.py", "apps/catalog/types.py", "apps/capacity/errors.py"),
    *("apps/catalog/errors.py", "apps/catalog/cancelling.py", "apps/catalog/pricing/*.py"),
    # Booking, with the refusals that a customer may read on the way.
    *("cms/booking/*.py", "cms/booking/*/*.py", "apps/frontdesk/errors.py", "apps/bookings/errors.py"),
    # Papers and messages that customers are sent.
    *("apps/frontdesk/queries/quotes.py", "apps/frontdesk/queries/sheets.py", "apps/frontdesk/wording.py"),
    *("apps/frontdesk/queries/calendars.py", "apps/capacity/queries/legs.py", "apps/customers/phones.py"),
    *("apps/bookings/services/answers.py", "apps/bookings/services/questions.py", "apps/bookings/types.py"),
    *("apps/customers/services/vehicles.py", "apps/frontdesk/services/vehicles.py"),
    *("apps/frontdesk/services/completing.py", "apps/frontdesk/services/bill_words.py"),
    # What an answer to an own field of the owner's cannot be.
    *("apps/backoffice/fields/values.py", "apps/backoffice/attributes/parsing.py"),
    *("apps/sales/errors.py", "apps/sales/types.py", "apps/sales/services/*.py"),
)
KEYWORDS: Final = {
    **DEFAULT_KEYWORDS,
    "gettext_lazy": None,
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
Key = tuple[str, str]


def folder(language: str) -> Path:
    """Where a language's files stand."""
    return Path(settings.LOCALE_PATHS[0]) / language / "LC_MESSAGES"


def languages() -> list[str]:
    """The languages that need translations."""
    return [code for code, _name in settings.WAGTAIL_CONTENT_LANGUAGES if code != settings.LANGUAGE_CODE]


def wanted(root: Path) -> Catalog:
    """Every public text below the root, with the places where it stands."""
    catalog = Catalog(charset="utf-8")
    for path in _files(root):
        name = str(path.relative_to(root))
        text = path.read_text(encoding="utf-8")
        if path.suffix == ".html":
            # Calls of gettext among blanked-out markup, whose indentation is no Python's.
            text = "\n".join(line.strip() for line in templatize(text, origin=name).splitlines())
        for line, message, _comments, context in extract("python", io.BytesIO(text.encode()), KEYWORDS):
            if message:
                flags = ["python-format"] if "%(" in str(message) else []
                catalog.add(message, locations=[(name, line)], context=context, flags=flags)
    return catalog


def _files(root: Path) -> Iterator[Path]:
    for pattern in SOURCES:
        # What models say is read in the back office.
        yield from sorted(path for path in root.glob(pattern) if path.name != "models.py")


def kept(language: str) -> Catalog:
    """What is translated."""
    path = folder(language) / "django.po"
    if not path.is_file():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def missing(root: Path, language: str) -> list[str]:
    """Texts without a complete translation, or with one that lost a placeholder."""
    have = kept(language)
    found = []
    for message in wanted(root):
        if not message.id:
            continue
        own = have.get(message.id, message.context)
        parts = [] if own is None else _forms(own.string)
        if not parts or not all(parts) or any(_holes(part) != _holes(message.id) for part in parts):
            found.append(str(message.id))
    return found


def _forms(text: Any) -> list[str]:
    """The one text, or one for each number."""
    return [text] if isinstance(text, str) else [str(part or "") for part in text or ()]


def _holes(text: Any) -> set[str]:
    return {part.partition(")")[0] for part in " ".join(_forms(text)).split("%(")[1:]}


def write(root: Path, language: str) -> int:
    """Bring a language's files up to the texts there are; translations stay. Returns how many lack one."""
    have, now = kept(language), wanted(root)
    target = Catalog(locale=language, charset="utf-8", project="Quayside", fuzzy=False)
    for message in now:
        if message.id:
            own = have.get(message.id, message.context)
            target.add(
                message.id,
                own.string if own is not None else None,
                locations=sorted({(name, 0) for name, _line in message.locations}),
                flags=message.flags,
                context=message.context,
            )
    target.creation_date = target.revision_date = have.creation_date
    folder(language).mkdir(parents=True, exist_ok=True)
    with (folder(language) / "django.po").open("wb") as file:
        write_po(file, target, sort_output=True, width=110, include_lineno=False)
    with (folder(language) / "django.mo").open("wb") as file:
        write_mo(file, target)
    return len(missing(root, language))
