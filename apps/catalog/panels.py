"""What the catalogue tells on the Today page."""

from datetime import datetime
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from apps.accounts.models import Member
from apps.backoffice.panels import Answer, Line, Panel
from apps.catalog import queries
from apps.catalog.models import Product

FEW: Final = 5


def unready(member: Member, at: datetime) -> Answer:
    """Products without a picture or a price. Two queries."""
    rows = queries.incomplete()
    count = rows.order_by().count()
    if not count:
        return Answer()
    found = rows.only("name", "status").order_by("status", "position", "pk")[:FEW]
    return Answer(
        number=str(count),
        about=ngettext("product lacks a picture or a price", "products lack a picture or a price", count),
        lines=[_line(one) for one in found],
        url=reverse("office_list", args=["catalog", "product"]),
    )


def _line(product: Product) -> Line:
    lacking = [
        label
        for has, label in (("has_picture", _("no picture")), ("has_price", _("no price")))
        if not getattr(product, has)
    ]
    url = reverse("office_detail", args=["catalog", "product", product.pk])
    return Line(product.name, ", ".join(lacking), url)


UNREADY: Final = Panel(
    key="catalog.unready",
    title=gettext_lazy("Products to complete"),
    needs="catalog.change_product",
    query=unready,
    icon="sell",
    empty=gettext_lazy("Every product has a picture and a price."),
    position=70,
)
