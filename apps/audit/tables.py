"""Which tables stay out of the log and why, and which columns never show their values in it."""

import re
from collections.abc import Iterable, Mapping
from typing import Final

from django.apps import apps

from apps.tenancy.sensitive import SensitiveField

# Derived or operational: rebuilt from audited rows, or a log themselves.
EXEMPT: Final[Mapping[str, str]] = {
    "audit_entry": "the log itself",
    "audit_request": "the log itself",
    "wagtailsearch_indexentry": "search index, rebuilt from pages, images and documents",
    "wagtailsearch_indexentry_fts": "search index, rebuilt from pages, images and documents",
    "wagtailcore_referenceindex": "reference index, rebuilt from pages and snippets",
    "wagtailcore_pagelogentry": "Wagtail's own log of audited changes",
    "wagtailcore_modellogentry": "Wagtail's own log of audited changes",
    "django_admin_log": "the admin's own log of audited changes",
    "usersessions_usersession": "a sign-in's last address, renewed while it lasts",
    "wagtailimages_rendition": "sizes of a picture, made again when missing",
    "wagtailadmin_editingsession": "the heartbeat of an open editor",
    "wagtailadmin_formstate": "input that was not saved",
    "tenancy_quotause": "a counter of audited rows",
    "backoffice_customvalue": "copies of what records hold in their own fields, kept by triggers",
    "backoffice_formervalue": "copies of audited values, kept so that a change of kind can be undone",
    "backoffice_besidechange": "a log itself, of audited values beside their records",
    "backoffice_definitionversion": "a log itself, of audited definitions",
    "backoffice_importrow": "rows of a file that are no records yet",
    "backoffice_importbatch": "which audited records an import wrote",
    "events_outboxevent": "facts of audited changes, a log itself; what people decide about them is audited",
    "events_handled": "which of those facts was acted on",
    "backoffice_searchentry": "search index, kept by triggers of audited tables",
}

# Figures that are sums of audited rows, changed with each of those: alone they make no entry.
COUNTED: Final[Mapping[str, tuple[str, ...]]] = {
    "capacity_departure": ("booked",),
    "capacity_pool": ("booked",),
    "customers_customer": ("booking_count", "lifetime_value", "lifetime_currency", "last_activity_at"),
}

# Tables without a tenant or row security that people's changes reach all the same.
ALSO: Final[tuple[str, ...]] = ("accounts_emailchange", "tenancy_plan")

# Values of these columns are replaced; that they changed is still recorded.
MASKED: Final[Mapping[str, tuple[str, ...]]] = {
    "accounts_user": ("password",),
    "mfa_authenticator": ("data",),
    "account_emailconfirmation": ("key",),
    "accounts_emailchange": ("code",),
    "accounts_invitation": ("code",),
    "wagtailcore_apitoken": ("key_hash",),
    "tenancy_tenantkey": ("wrapped", "index_wrapped"),
    "tenancy_takeout": ("key",),
}

# A column that nobody listed but that is named like a secret is treated as one.
_LIKE_A_SECRET: Final = re.compile(r"password|secret|token|session_?key|private_?key|api_?key|passphrase")


def masked(table: str, columns: Iterable[str]) -> tuple[str, ...]:
    """Those of the table's columns whose values the log must not hold."""
    secret = {*MASKED.get(table, ()), *_sensitive_columns().get(table, ())}
    return tuple(name for name in columns if name in secret or _LIKE_A_SECRET.search(name))


def _sensitive_columns() -> dict[str, set[str]]:
    """Columns that hold encrypted personal data or a searchable image of it."""
    found: dict[str, set[str]] = {}
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.local_concrete_fields:
            if isinstance(field, SensitiveField):
                found.setdefault(model._meta.db_table, set()).add(str(field.column))
    return found
