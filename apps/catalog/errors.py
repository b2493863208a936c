"""What the catalogue refuses."""

from django.utils.translation import gettext_lazy as _

from apps.backoffice.attributes import formats
from apps.kernel.errors import NotFound, Refusal

NAME_MISSING = _("Give a name.")
SLUG_TAKEN = _("Another product has this address.")
CATEGORY_SLUG_TAKEN = _("Another category has this address.")
SLUG_WRONG = _("An address has small letters, digits and single hyphens between them.")
KEY_WRONG = _("A key has small letters and digits, with single hyphens or underscores between them.")


class NoSuchProduct(NotFound):
    sentence = _("There is no such product here.")
    code = "no_such_product"


class NoSuchPolicy(NotFound):
    sentence = _("There is no such cancellation policy here.")
    code = "no_such_policy"


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


class NothingChosen(Refusal):
    """A basket's item has nothing in it."""

    sentence = _("Choose at least one.")
    code = "nothing_chosen"
    status = 422


class TooMany(Refusal):
    """Fewer than none, or more than `most`, of a unit."""

    sentence = _("“%(name)s”: choose between 0 and %(most)d.")
    code = "too_many"
    status = 422


class NotSoldNow(Refusal):
    """The unit, option or product is not on sale."""

    sentence = _("“%(name)s” is not on sale any more.")
    code = "not_sold_now"


class NotSoldThen(Refusal):
    """The unit has no price on the day."""

    sentence = _("“%(name)s” is not sold for that day.")
    code = "not_sold_then"


class OtherCurrency(Refusal):
    """The unit is priced in another currency than the basket's."""

    sentence = _("“%(name)s” is priced in %(currency)s and cannot be bought together with the rest.")
    code = "other_currency"


class CodeUnknown(Refusal):
    """There is no such code, or it is switched off."""

    sentence = _("We do not know this code.")
    code = "code_unknown"
    status = 422


class CodeNotYet(Refusal):
    sentence = _("The code %(code)s is not valid yet.")
    code = "code_not_yet"
    status = 422


class CodeEnded(Refusal):
    sentence = _("The code %(code)s is no longer valid.")
    code = "code_ended"
    status = 422


class CodeUsedUp(Refusal):
    """The limit in total is reached."""

    sentence = _("The code %(code)s has been used up.")
    code = "code_used_up"


class CodeUsedByYou(Refusal):
    """The limit by customer is reached."""

    sentence = _("You have used the code %(code)s as often as it can be used.")
    code = "code_used_by_you"


class CodeNeedsMore(Refusal):
    """The basket is below the code's `minimum`, a Money."""

    code = "code_needs_more"
    status = 422
    sentence = _("The code %(code)s is valid from %(minimum)s.")

    def __str__(self) -> str:
        minimum = self.facts["minimum"]
        said = formats.money(minimum.minor, minimum.currency)
        return str(self.sentence) % {"code": self.facts["code"], "minimum": said}


class CodeNotForThis(Refusal):
    """Nothing in the basket is what the code is for."""

    sentence = _("The code %(code)s is not for what you have chosen.")
    code = "code_not_for_this"
    status = 422
