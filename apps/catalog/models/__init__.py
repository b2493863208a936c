"""Products with their options and units, what is said and shown of them, and what rules their prices."""

from apps.catalog.models.categories import Category
from apps.catalog.models.extras import ProductExtra
from apps.catalog.models.options import Option, Unit
from apps.catalog.models.policies import CancellationPolicy, CancellationRule
from apps.catalog.models.prices import CodeTarget, CodeUse, EarlyBird, GroupRate, PromotionalCode, Season
from apps.catalog.models.products import Product
from apps.catalog.models.stays import StayRule
from apps.catalog.models.taxes import TaxClass, TaxRate
from apps.catalog.models.words import NameTranslation, ProductFaq, ProductPicture, ProductTranslation

__all__ = [
    "CancellationPolicy",
    "CancellationRule",
    "Category",
    "CodeTarget",
    "CodeUse",
    "EarlyBird",
    "GroupRate",
    "NameTranslation",
    "Option",
    "Product",
    "ProductExtra",
    "ProductFaq",
    "ProductPicture",
    "ProductTranslation",
    "PromotionalCode",
    "Season",
    "StayRule",
    "TaxClass",
    "TaxRate",
    "Unit",
]
