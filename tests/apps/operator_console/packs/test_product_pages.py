"""What a pack sells has its pages: those the pack writes, and no second ones."""

from collections import Counter
from typing import Any

from apps.catalog.models import Product
from apps.catalog.types import Status
from apps.operator_console import services
from cms.pages import ProductPage
from tests.apps.operator_console.packs.conftest import GYM, NOW


def test_every_product_of_a_pack_has_one_page_in_each_language(in_coral: Any) -> None:
    services.install(folder=GYM, by=None, at=NOW)
    pages = Counter(ProductPage.objects.values_list("product__slug", "locale__language_code"))
    assert set(pages.values()) == {1}
    sold = set(Product.objects.filter(status=Status.ACTIVE).values_list("slug", flat=True))
    assert {slug for slug, language in pages if language == "en"} == sold
