"""What the catalogue refuses."""

from django.utils.translation import gettext_lazy as _

from apps.kernel.errors import NotFound, Refusal

NAME_MISSING = _("Give a name.")
SLUG_TAKEN = _("Another product has this address.")
CATEGORY_SLUG_TAKEN = _("Another category has this address.")
SLUG_WRONG = _("An address has small letters, digits and single hyphens between them.")
KEY_WRONG = _("A key has small letters and digits, with single hyphens or underscores between them.")


class NoSuchProduct(NotFound):
    sentence = _("There is no such product here.")
    code = "no_such_product"


class StatusNotAllowed(Refusal):
    """A product cannot go `before` → `after`."""

    sentence = _("This product is “%(before)s” and cannot become “%(after)s”.")
    code = "status_not_allowed"


class NoSuchStatus(Refusal):
    """The status is none."""

    sentence = _("There is no status “%(status)s”.")
    code = "no_such_status"
    status = 422


class StillActive(Refusal):
    """A product that customers see was to be deleted."""

    sentence = _("Customers see this product. Archive it first; its history stays.")
    code = "still_active"


class NotItsRows(Refusal):
    """An order was given that names other rows than there are."""

    sentence = _("Something was added or removed meanwhile. Look again and put them in order.")
    code = "not_its_rows"


class TooManyTags(Refusal):
    """More tags than `most`."""

    sentence = _("At most %(most)d tags.")
    code = "too_many_tags"
    status = 422
