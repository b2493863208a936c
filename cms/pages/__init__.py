"""The types of pages."""

from cms.pages.articles import ArticlePage, ArticlesPage
from cms.pages.base import SitePage
from cms.pages.contact import ContactPage
from cms.pages.faq import FaqPage
from cms.pages.home import HomePage
from cms.pages.legal import LegalPage
from cms.pages.products import ProductPage, ProductsPage
from cms.pages.standard import StandardPage

__all__ = [
    "ArticlePage",
    "ArticlesPage",
    "ContactPage",
    "FaqPage",
    "HomePage",
    "LegalPage",
    "ProductPage",
    "ProductsPage",
    "SitePage",
    "StandardPage",
]
