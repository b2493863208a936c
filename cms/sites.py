"""What a business's site begins with: its language, its tree, a home page and a few pages to start from."""

from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext, override
from wagtail.models import Page, Site
from wagtail.signal_handlers import disable_reference_index_auto_update

from apps.tenancy.models import Tenant
from cms import languages, starter
from cms.pages import HomePage


def provision(*, tenant: Tenant, at: datetime) -> None:
    """Give a new business its site. Runs after the roots were planted."""
    code = languages.code_of(tenant.locale)
    # Nothing refers to anything yet, and the tasks that would note so could run before this transaction is over.
    with disable_reference_index_auto_update(), override(code):
        root = Page.objects.get(path=Page._get_path("", 1, tenant.pk))
        home = HomePage(
            title=tenant.name,
            slug="home",
            locale=root.locale,
            live=True,
            first_published_at=at,
            last_published_at=at,
            body=starter.home(tenant.name),
            intro=gettext("Welcome to %(name)s.") % {"name": tenant.name},
        )
        root.add_child(instance=home)
        for page in starter.pages(tenant.name):
            page.first_published_at = page.last_published_at = at
            home.add_child(instance=page)
        Site.objects.create(
            hostname=tenant.slug_host,
            port=port(),
            site_name=tenant.name[: Site._meta.get_field("site_name").max_length],
            root_page=home,
            is_default_site=True,
        )


def port() -> int:
    """The port visitors use, so that Wagtail writes it into full addresses."""
    return settings.PUBLIC_PORT or (443 if settings.PUBLIC_URL.startswith("https://") else 80)
