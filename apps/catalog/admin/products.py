"""Products, their options and prices, and categories."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import Member
from apps.backoffice.screens.declaration import Action, Board, ChildRows, Related, Screen, Section
from apps.backoffice.screens.registry import screen
from apps.catalog import services
from apps.catalog.models import Category, Option, Product, Unit
from apps.catalog.types import TRANSITIONS, Status

GROUP = _("Catalogue")
ADD = "catalog.add_product"


class _ToStatus(Action):
    """Moves products to a status, where they may go there."""

    status: Status

    @classmethod
    def applies(cls, record: Product) -> bool:
        """Where the status may follow."""
        return cls.status in TRANSITIONS[record.status]

    @classmethod
    def run(cls, *, records: Sequence[Product], values: dict[str, Any], by: Member, at: datetime) -> None:
        """Each of them."""
        for product in records:
            services.change_status(record=product, state=cls.status, by=by, at=at)


class Publish(_ToStatus):
    key, label, icon, status = "publish", _("Show to customers"), "visibility", Status.ACTIVE

    @classmethod
    def applies(cls, record: Product) -> bool:
        """Drafts."""
        return record.status == Status.DRAFT


class Archive(_ToStatus):
    key, label, icon, status = "archive", _("Archive"), "archive", Status.ARCHIVED
    about = _("Customers no longer see it. Everything about it stays, and you can restore it.")


class Restore(_ToStatus):
    key, label, icon, status = "restore", _("Restore"), "unarchive", Status.DRAFT
    about = _("It comes back as a draft, for you to look at before customers see it.")

    @classmethod
    def applies(cls, record: Product) -> bool:
        """What is in the archive."""
        return record.status == Status.ARCHIVED


class Duplicate(Action):
    key, label, icon, needs, bulk = "duplicate", _("Duplicate"), "content_copy", ADD, False

    @staticmethod
    def run(*, records: Sequence[Product], values: dict[str, Any], by: Member, at: datetime) -> str:
        """A draft with all of it."""
        copies = [services.duplicate_product(record=product, by=by, at=at) for product in records]
        return _t("“%(name)s” is a draft now.") % {"name": copies[0].name}


@screen(Product, group=GROUP, icon="sell", position=150)
class ProductScreen(Screen):
    columns = ("name", "kind", "category", "status", "duration", "tags", "changed_at")
    filters = (
        *("status", "kind", "category", "difficulty", "tags", "languages", "duration", "capacity"),
        *("meeting_name", "created_at", "changed_at"),
    )
    ordering = ("position", "id")
    search = ("name", "summary", "slug", "meeting_name")
    hidden = ("deposit_currency",)
    sections = (
        Section(_("Product"), ("name", "kind", "category", "status", "summary", "description")),
        Section(
            _("Details"), ("duration", "capacity", "minimum", "difficulty", "level", "languages", "tags")
        ),
        Section(
            _("What customers get"),
            ("highlights", "included", "excluded", "special_instructions", "accessibility"),
        ),
        Section(
            _("Where it begins"),
            (
                "meeting_name",
                "meeting_address",
                "meeting_latitude",
                "meeting_longitude",
                "meeting_instructions",
            ),
        ),
        Section(
            _("Where it ends"),
            ("end_name", "end_address", "end_latitude", "end_longitude", "end_instructions"),
        ),
        Section(
            _("Booking"),
            ("notice", "horizon", "approval", "asks", "location"),
        ),
        Section(
            _("Money"),
            (
                *("tax_class", "deposit", "deposit_percent", "deposit_amount", "balance_days"),
                "cancellation_policy",
            ),
        ),
        Section(_("On the site"), ("slug", "position", "seo_title", "seo_description")),
    )
    children = (
        ChildRows("options", _("Options"), ("name", "duration", "capacity", "minimum", "position", "active")),
        ChildRows("pictures", _("Pictures"), ("image", "position")),
        ChildRows("extras", _("Goes well with it"), ("extra", "position")),
        ChildRows("faqs", _("Questions customers ask"), ("question", "answer", "language", "position")),
        ChildRows(
            "translations",
            _("In other languages"),
            (
                *("language", "name", "summary", "description", "highlights", "included", "excluded"),
                *("special_instructions", "level", "seo_title", "seo_description"),
            ),
        ),
    )
    related = (
        Related(
            "prices",
            _("Prices"),
            lambda record, member: Unit.objects.filter(option__product=record).order_by(
                "option__position", "option", "position", "pk"
            ),
            ("option", "name", "price", "per", "age_min", "age_max", "active"),
            most=50,
        ),
    )
    actions = (Publish, Archive, Restore, Duplicate)
    board = Board("status", services.change_status, ("kind", "category"))
    create = staticmethod(services.create_product)
    update = staticmethod(services.update_product)
    delete = staticmethod(services.delete_product)
    save_many = staticmethod(services.save_products)
    import_by = ("slug", "name")


@screen(Option, group=GROUP, icon="tune", position=155)
class OptionScreen(Screen):
    listed = False
    about = _("Versions of products, with what each costs whom.")
    columns = ("product", "name", "duration", "capacity", "minimum", "active")
    filters = ("product", "active", "capacity", "duration")
    ordering = ("product", "position", "id")
    search = ("name", "key", "sku", "barcode")
    sections = (
        Section(_("Option"), ("product", "name", "key", "active", "position")),
        Section(_("Where it differs from the product"), ("duration", "capacity", "minimum")),
        Section(_("Goods"), ("sku", "barcode")),
    )
    children = (
        ChildRows(
            "units",
            _("Prices"),
            ("name", "price", "per", "age_min", "age_max", "position", "active"),
        ),
        ChildRows("names", _("Name in other languages"), ("language", "name")),
    )
    create = staticmethod(services.create_option)
    update = staticmethod(services.update_option)
    delete = staticmethod(services.delete_option)
    save_many = staticmethod(services.save_options)


@screen(Unit, group=GROUP, icon="payments", position=160)
class UnitScreen(Screen):
    label, label_plural = _("Price"), _("Prices")
    about = _("What everything costs, in one list.")
    columns = ("option", "name", "price", "per", "age_min", "age_max", "active")
    filters = ("option", "name", "price", "per", "age_min", "age_max", "active")
    ordering = ("option", "position", "id")
    search = ("name", "key")
    hidden = ("currency",)
    children = (ChildRows("names", _("Name in other languages"), ("language", "name")),)
    create = staticmethod(services.create_unit)
    update = staticmethod(services.update_unit)
    delete = staticmethod(services.delete_unit)
    save_many = staticmethod(services.save_units)


@screen(Category, group=GROUP, icon="category", position=165)
class CategoryScreen(Screen):
    columns = ("name", "slug", "position")
    filters = ("name", "slug")
    ordering = ("position", "id")
    search = ("name", "slug")
    children = (ChildRows("names", _("Name in other languages"), ("language", "name")),)
    related = (
        Related(
            "products",
            _("Products"),
            lambda record, member: record.products.all(),
            ("name", "kind", "status"),
            most=50,
        ),
    )
    create = staticmethod(services.create_category)
    update = staticmethod(services.update_category)
    delete = staticmethod(services.delete_category)
    save_many = staticmethod(services.save_categories)
    import_by = ("slug", "name")
