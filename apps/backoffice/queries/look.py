"""How the business looks."""

from apps.backoffice.models import BusinessLook


def look() -> BusinessLook | None:
    """The bound business's look, None while it has none of its own. One query."""
    return BusinessLook.objects.only("accent", "logo", "version").first()
