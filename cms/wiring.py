"""What the editor puts into registries; imported once when Django is ready."""

from django.utils.translation import gettext_lazy as _
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import AbstractPage, Collection, Locale
from wagtail.permissions import register_permission_policy

from apps.accounts.home import ENTRIES, Entry
from apps.audit.ports import PERSONAL
from apps.backoffice.look.brand import BRANDS
from apps.catalog.ports import FOLLOWERS
from apps.files.room import STORED
from apps.frontdesk.ports import FORGETTERS
from apps.tenancy.provisioning import STEPS
from apps.tenancy.schema import AFTER_MIGRATE
from cms import addresses, languages, packs, policies, product_pages, roots, sites, uploads, zone
from cms.contact.keeping import TABLE, ContactKeeper
from cms.publishing import due, receivers, tasks
from cms.theme import brand

__all__ = ["tasks"]

# The last registration of a model wins, and this app stands after Wagtail's.
register_permission_policy(AbstractPage, policies.PagesByRole())
register_permission_policy(Collection, policies.CollectionsByRole(Collection))
for media in (get_image_model(), get_document_model()):
    register_permission_policy(
        media, policies.MediaByRole(media, auth_model=media, owner_field_name="uploaded_by_user")
    )

packs.register()
# Wagtail knows one default language and one way to addresses for an installation; here each business has its own.
Locale.get_default = languages.default_locale
AbstractPage.get_url_parts = addresses.url_parts
# And one clock for everybody, where here it is the person's or the business's.
zone.keep()

ENTRIES.add(
    "website",
    Entry(
        _("Website"),
        "wagtailadmin_home",
        "screen",
        10,
        code="wagtailadmin.access_admin",
        about=_("Pages, menu, pictures and theme of your public site."),
        group=_("Website"),
    ),
)
BRANDS.add("cms.theme", brand.of_theme)
STEPS.add("cms.roots", roots.plant)
STEPS.add("cms.site", sites.provision)
AFTER_MIGRATE.add("cms.one_root", roots.allow_one_each)
FOLLOWERS.add("cms.product_pages", product_pages.follow)
AFTER_MIGRATE.add("cms.due", due.index)
receivers.listen()
STORED.add("cms.library", uploads.stored_bytes)
PERSONAL.add(TABLE, ("name", "email", "phone", "message"))
FORGETTERS.add("cms.contact", ContactKeeper())
