"""How a price list is laid out, as the editor offers it."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Columns(TextChoices):
    """What stands side by side."""

    OPTIONS = "options", _("Versions of a product, such as sizes")
    UNITS = "units", _("Who or what is priced, such as adults and children")
    PRODUCTS = "products", _("Products, their versions below each other")
    LIST = "list", _("Nothing: one price per line")
