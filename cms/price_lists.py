"""Tables of prices, as the catalogue has them: products, their options and units, laid out in rows and columns."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, Final

from django.apps import apps
from django.utils.translation import gettext as _

from apps.catalog import queries as catalog
from apps.catalog.shown import OptionShown, Price, PricedProduct, UnitShown, duration
from apps.catalog.types import Per
from cms import addresses, languages, restricted
from cms.price_columns import Columns

# More would not fit any window: then every price gets a line of its own.
MOST_COLUMNS: Final = 6


@dataclass(frozen=True, slots=True)
class Heading:
    """What a row or a column is about; `url` leads to the product's page, if it has one."""

    text: str
    url: str = ""


@dataclass(slots=True)
class Row:
    """Prices by column, None where there is none."""

    heading: Heading
    note: str
    prices: list[Price | None]
    minutes: set[int] = field(default_factory=set)
    # Whether the row above is about the same.
    is_more: bool = False

    @property
    def duration_text(self) -> str:
        """How long it takes, from the shortest to the longest; "" where that does not matter."""
        least, most = (duration(find(self.minutes, default=None)) for find in (min, max))
        return least if least == most else f"{least} – {most}"


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of equal length."""

    columns: Sequence[Heading]
    rows: Sequence[Row]

    @property
    def is_whole(self) -> bool:
        """Whether no price has decimals but zeros."""
        return all(price.is_whole for price in self._prices())

    @property
    def has_durations(self) -> bool:
        """Whether any row takes its time."""
        return any(row.minutes for row in self.rows)

    @property
    def per(self) -> Price | None:
        """Any price, where all are for the same; None where each has to say what it is for."""
        prices = list(self._prices())
        same = len({price.per for price in prices}) == 1 and prices[0].per != Per.ITEM
        return prices[0] if same else None

    def _prices(self) -> Iterator[Price]:
        return (price for row in self.rows for price in row.prices if price and price.money.minor)


@dataclass(frozen=True, slots=True)
class _Cell:
    product: PricedProduct
    option: OptionShown
    unit: UnitShown


Of = Callable[[_Cell], Any]
# What makes a row, what makes a column, and what a row and a column are called.
_LAYOUTS: Final[dict[str, tuple[Of, Of, str, str]]] = {
    Columns.OPTIONS: (lambda c: (c.product.id, c.unit.key), lambda c: c.option.key, "product", "option"),
    Columns.UNITS: (lambda c: (c.product.id, c.option.id), lambda c: c.unit.key, "product", "unit"),
    Columns.PRODUCTS: (lambda c: (c.option.key, c.unit.key), lambda c: c.product.id, "option", "product"),
    Columns.LIST: (lambda c: c.unit.id, lambda c: 0, "product", ""),
}


def table(
    *,
    page: Any,
    numbers: Sequence[int],
    category: int | None,
    columns: str,
    request: Any,
) -> Table | None:
    """The prices of these products, or of a category's, in the page's language; None where nothing is priced.

    Products whose page this visitor may not open are left out. Four queries, or seven in a language that is not the
    business's own, however many products there are.
    """
    language = languages.code_of_page(page)
    products = catalog.price_lists(numbers=numbers, category=category, language=language)
    urls = _urls([product.id for product in products], page, request)
    cells = [
        _Cell(product, option, unit)
        for product in products
        if urls.get(product.id) is not None
        for option in product.options
        for unit in option.units
    ]
    return _lay(cells, columns, urls) if cells else None


def _urls(numbers: Sequence[int], page: Any, request: Any) -> dict[int, str | None]:
    """Where each product's page is: "" for one without, None for one that is closed to this visitor."""
    found: dict[int, str | None] = dict.fromkeys(numbers, "")
    rows = apps.get_model("cms", "ProductPage")._default_manager.live()
    rows = rows.filter(product_id__in=numbers, locale_id=page.locale_id)
    for row in rows.only("path", "url_path", "product_id"):
        if restricted.may_see(row, request):
            found[row.product_id] = addresses.path_of(row.url_path)
        elif not found[row.product_id]:
            found[row.product_id] = None
    return found


def _lay(cells: Sequence[_Cell], layout: str, urls: dict[int, str | None]) -> Table:
    row_of, column_of, row_name, column_name = _LAYOUTS[layout]
    columns: dict[Any, Heading] = {}
    for cell in cells:
        key, heading = column_of(cell), _heading(cell, column_name, urls)
        columns[key] = _shorter(columns.get(key), heading)
    if len(columns) > MOST_COLUMNS:
        return _lay(cells, Columns.LIST, urls)
    places = {key: place for place, key in enumerate(columns)}
    rows: dict[Any, Row] = {}
    for cell in cells:
        key, heading = row_of(cell), _heading(cell, row_name, urls)
        if key not in rows:
            note = _note(cell, {row_name, column_name}, cells)
            rows[key] = Row(heading, note, [None] * len(columns))
        row = rows[key]
        row.heading = _shorter(row.heading, heading)
        place = places[column_of(cell)]
        row.prices[place] = row.prices[place] or cell.unit.price
        if cell.option.duration and row_name == "product":
            row.minutes.add(cell.option.duration)
    for above, below in pairwise(rows.values()):
        below.is_more = bool(below.note) and above.heading == below.heading
    return Table(list(columns.values()), list(rows.values()))


def _heading(cell: _Cell, name: str, urls: dict[int, str | None]) -> Heading:
    if not name:
        return Heading(_("Price"))
    return Heading(getattr(cell, name).name, urls[cell.product.id] or "" if name == "product" else "")


def _shorter(known: Heading | None, other: Heading) -> Heading:
    """What several products share has its shortest name: "Truck" of "Truck" and "Truck, by appointment"."""
    return other if known is None or len(other.text) < len(known.text) else known


def _note(cell: _Cell, said: set[str], cells: Sequence[_Cell]) -> str:
    """What else tells the row from others, unless it is the same in all of them."""
    parts = []
    for name in ("option", "unit"):
        text = getattr(cell, name).name
        if name not in said and text != cell.product.name and len({getattr(c, name).name for c in cells}) > 1:
            parts.append(text)
    return " · ".join(parts)
