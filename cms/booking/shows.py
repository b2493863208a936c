"""A product with its panel, as a page of the tree and a page of its own show it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.http import HttpRequest

from apps.capacity import versions
from apps.catalog.shown import ProductShown
from apps.tenancy import pages
from cms import moment
from cms.booking import choices, panels
from cms.booking.panels.types import Mine, Panel
from cms.booking.sold import sold

# Nothing about what is free is older than this, whatever happens to the number of its version.
SECONDS = 60


def panel(request: HttpRequest, product: ProductShown, *, prefix: str) -> Panel | None:
    """The panel for this visitor's address; the page that shows it is kept for as long as it stays true."""
    pages.keep_while(request, versions.key(product.id), str(versions.of([product.id])[product.id] or ""))
    pages.keep_for(request, SECONDS)
    about = sold(number=product.id)
    if about is None:
        return None
    made = panels.panel_of(
        product=product,
        sold=about,
        values=request.GET,
        prefix=prefix,
        at=moment.of(request),
        given=choices.readable(request.GET),
    )
    if made is not None and made.asked is not None and made.asked.month and not made.asked.day:
        # Months to leaf through are few; everything else that can be asked for is not.
        query = f"month={made.asked.month:%Y-%m}"
        pages.keep_query(request, query)
    return made


def refused(
    product: ProductShown,
    *,
    values: Mapping[str, Any],
    given: Mapping[int, int] | None,
    prefix: str,
    at: datetime,
    mine: Mine | None = None,
) -> Panel | None:
    """The panel of a form that was refused, with what was written in it; with `mine` that of what is to be changed."""
    about = sold(number=product.id)
    if about is None:
        return None
    return panels.panel_of(
        product=product, sold=about, values=values, prefix=prefix, at=at, given=given, mine=mine
    )
