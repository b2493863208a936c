"""The back office of the catalogue."""

from apps.catalog.admin import products, terms

__all__ = ["products", "terms"]
