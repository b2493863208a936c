"""What follows every change of the catalogue: pages that show it are made anew."""

from django.conf import settings

from apps.tenancy import context, facts, pages
from apps.tenancy.models import Domain


def forget_pages() -> None:
    """Let go of the business's kept pages once the transaction is over. A query as the sign-in role."""
    business = facts.current()
    with context.use_signin():
        hosts = list(Domain.objects.filter(tenant=business.id).values_list("host", flat=True))
    pages.forget(*hosts, f"{business.slug}.{settings.PLATFORM_HOST}")
