"""The one page root and the one collection root of a business, and the language they begin with.

Their tree paths are the business's own number, so two businesses born at the same instant need neither a lock
nor a look at the others' roots, and it takes the same time however many there are.
"""

from datetime import datetime
from typing import Final

from django.db.backends.utils import CursorWrapper
from wagtail.models import Collection, Locale, Page
from wagtail.signal_handlers import disable_reference_index_auto_update

from apps.tenancy.models import Tenant
from cms import languages

TREES: Final = ("wagtailcore_page", "wagtailcore_collection")


def plant(*, tenant: Tenant, at: datetime) -> None:
    """Give a new business its language and its two roots."""
    locale = Locale.objects.create(language_code=languages.code_of(tenant.locale))
    path = Page._get_path("", 1, tenant.pk)
    # A root refers to nothing, and the task that would note so could run before this transaction is over.
    with disable_reference_index_auto_update():
        Page(title=tenant.name, slug="root", locale=locale, path=path, depth=1, numchild=0).save()
        Collection(name=tenant.name, path=path, depth=1, numchild=0).save()


def allow_one_each(cursor: CursorWrapper) -> None:
    """Let the database refuse a second root: its path would belong to a business that is not born yet."""
    for table in TREES:
        cursor.execute(
            f"CREATE UNIQUE INDEX IF NOT EXISTS {table}_one_root ON {table} (tenant_id) WHERE depth = 1"
        )
