"""Products with their options and units, and what is said and shown of them."""

from apps.catalog.models.categories import Category
from apps.catalog.models.options import Option, Unit
from apps.catalog.models.products import Product
from apps.catalog.models.words import NameTranslation, ProductFaq, ProductPicture, ProductTranslation

__all__ = [
    "Category",
    "NameTranslation",
    "Option",
    "Product",
    "ProductFaq",
    "ProductPicture",
    "ProductTranslation",
    "Unit",
]
