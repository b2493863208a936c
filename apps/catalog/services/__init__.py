"""Writes of the catalogue."""

from apps.catalog.services.categories import (
    create_category,
    delete_category,
    order_categories,
    save_categories,
    update_category,
)
from apps.catalog.services.codes import hold_code, spend_code, unspend_code
from apps.catalog.services.copying import duplicate_product
from apps.catalog.services.options import (
    create_option,
    create_unit,
    delete_option,
    delete_unit,
    order_options,
    order_units,
    save_options,
    save_units,
    update_option,
    update_unit,
)
from apps.catalog.services.products import (
    create_product,
    delete_product,
    order_products,
    save_products,
    update_product,
)
from apps.catalog.services.statuses import (
    archive_product,
    change_status,
    publish_product,
    restore_product,
)
from apps.catalog.services.terms import (
    create_term,
    delete_term,
    save_codes,
    save_early_birds,
    save_group_rates,
    save_policies,
    save_seasons,
    save_stay_rules,
    save_tax_classes,
    update_term,
)

__all__ = [
    "archive_product",
    "change_status",
    "create_category",
    "create_option",
    "create_product",
    "create_term",
    "create_unit",
    "delete_category",
    "delete_option",
    "delete_product",
    "delete_term",
    "delete_unit",
    "duplicate_product",
    "hold_code",
    "order_categories",
    "order_options",
    "order_products",
    "order_units",
    "publish_product",
    "restore_product",
    "save_categories",
    "save_codes",
    "save_early_birds",
    "save_group_rates",
    "save_options",
    "save_policies",
    "save_products",
    "save_seasons",
    "save_stay_rules",
    "save_tax_classes",
    "save_units",
    "spend_code",
    "unspend_code",
    "update_category",
    "update_option",
    "update_product",
    "update_term",
    "update_unit",
]
