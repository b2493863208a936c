"""Products that are not ready to be shown."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from apps.catalog.models import Product, ProductPicture, Unit
from apps.catalog.types import Status


def incomplete() -> "QuerySet[Product]":
    """Products customers see, or soon will, that have no picture or no price: `has_picture` and `has_price` tell."""
    pictures = ProductPicture.objects.filter(product=OuterRef("pk"))
    prices = Unit.objects.filter(option__product=OuterRef("pk"), active=True, option__active=True)
    rows = Product.objects.exclude(status=Status.ARCHIVED)
    return rows.annotate(has_picture=Exists(pictures), has_price=Exists(prices)).exclude(
        Q(has_picture=True) & Q(has_price=True)
    )
