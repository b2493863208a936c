"""`extras` of products: what is offered to who books them. Written after all products, which name each other."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.catalog.models import ProductExtra
from apps.catalog.packs import rows
from apps.catalog.packs.files import files, product_of
from apps.tenancy.packs import Install, Item, Pack, Section, Values, item, shown


class Extras(Section):
    """Products by slug, with the slugs of those that go well with them."""

    kind = "extra"
    label = gettext_lazy("Goes well with it")
    words: ClassVar[Mapping[str, Any]] = {"extras": gettext_lazy("Products")}

    def collect(self, pack: Pack) -> list[Item]:
        """Every product that names others."""
        found = []
        for one in files(pack):
            slugs = one.table.texts("extras", most=12, longest=60)
            for index, slug in enumerate(slugs):
                pack.refer("product", slug, one.table, "extras", index)
                if slug == one.slug or slug in slugs[:index]:
                    one.table.wrong(
                        "extras", index, found=shown(slug), expected=_("another product is expected")
                    )
            if slugs:
                found.append(item(one.slug, {"extras": slugs}, one.name, one.table))
        return found

    def read(self, key: str, install: Install) -> Values | None:
        """Those of now, as the pack calls them."""
        product = product_of(key, install)
        found = ProductExtra.objects.filter(product=product).select_related("extra")
        known = {number: slug for (kind, slug), number in install.made.items() if kind == "product"}
        slugs = [known.get(one.extra_id, one.extra.slug) for one in found.order_by("position", "pk")]
        return {"extras": slugs} if product is not None and slugs else None

    def write(self, key: str, values: Values, install: Install) -> int | None:
        """These and no others, as far as the business has them."""
        product = product_of(key, install)
        if product is None:
            return None
        extras = [one for slug in values["extras"] if (one := product_of(slug, install)) is not None]
        # Not through the product: its pages would be made before those of the pack.
        product.extras.all().delete()
        wanted = [{"extra": one, "position": place} for place, one in enumerate(extras)]
        rows.fit(ProductExtra, [], wanted, install, product=product)
        return None

    def said(self, member: str, value: Any) -> str:
        """Slugs with commas."""
        return ", ".join(value)
