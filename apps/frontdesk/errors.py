"""What the front desk refuses. Customers read these sentences."""

from django.utils.translation import gettext_lazy as _

from apps.kernel.errors import NotFound, Refusal


class NoSuchOption(NotFound):
    """An option of another business, of an inactive product, or none."""

    sentence = _("This is not sold here.")
    code = "no_such_option"


class NoSuchItem(NotFound):
    sentence = _("This is not in your cart.")
    code = "no_such_item"


class NotOfThisOption(Refusal):
    """A unit, departure or pool that belongs to something else."""

    sentence = _("This cannot be booked together. Choose again.")
    code = "not_of_this_option"
    status = 422


class ChooseHowMany(Refusal):
    """No quantity above zero, or one that is no number."""

    sentence = _("Choose how many.")
    code = "choose_how_many"
    status = 422


class TooMany(Refusal):
    """More of a unit than one booking may have: `most`."""

    sentence = _("At most %(most)d can be booked at once.")
    code = "too_many"
    status = 422


class OneEach(Refusal):
    """More rooms or jobs than one thing of an order takes."""

    sentence = _("Each room and each vehicle is booked as one of its own. Choose one here, then add another.")
    code = "one_each"
    status = 422


class ChooseWhen(Refusal):
    """Neither a departure nor a time was given."""

    sentence = _("Choose when.")
    code = "choose_when"
    status = 422


class InThePast(Refusal):
    sentence = _("This time has passed. Choose another one.")
    code = "in_the_past"
    status = 422


class TooEarly(Refusal):
    """Further ahead than the product is sold: `days`."""

    sentence = _("This can be booked at most %(days)d days ahead.")
    code = "too_early"


class FullCart(Refusal):
    """More things than an order holds: `most`."""

    sentence = _("At most %(most)d things fit into one order.")
    code = "full_cart"


class EmptyCart(Refusal):
    sentence = _("There is nothing in your cart.")
    code = "empty_cart"


class CartClosed(Refusal):
    """It was placed, or the order was cancelled."""

    sentence = _("This order is closed. Begin a new one.")
    code = "cart_closed"


class NoContact(Refusal):
    """Nobody is named."""

    sentence = _("Give your name and e-mail address first.")
    code = "no_contact"
    status = 422


class ReasonMissing(Refusal):
    """Something was set aside without saying why."""

    sentence = _("Give a reason.")
    code = "reason_missing"
    status = 422


class NothingToChange(Refusal):
    sentence = _("Nothing would be different.")
    code = "nothing_to_change"
    status = 422


class TooLateToChange(Refusal):
    """The policy lets customers change until `hours` before."""

    sentence = _("This can be changed until %(hours)d hours before it begins. Please call us.")
    code = "too_late_to_change"


class HasBegun(Refusal):
    sentence = _("It has begun, so it can no longer be cancelled.")
    code = "has_begun"


class OfferChanged(Refusal):
    """What was shown is no longer so: the price or the policy's outcome is another one now."""

    sentence = _("This has changed since you looked. Please look again before you agree.")
    code = "offer_changed"


class NotYours(NotFound):
    """The link's booking is another customer's."""

    sentence = _("There is no such booking here.")
    code = "no_such_booking"


class NotAgreed(Refusal):
    """What it comes to was to be seen first: `said`."""

    sentence = _("%(said)s Tick “The difference is agreed” to make the change.")
    code = "not_agreed"


class HeldTooLong(Refusal):
    """Places are held for so many days at most: `days`."""

    sentence = _("Places are held for at most %(days)d days. Choose an earlier day, or do not hold them.")
    code = "held_too_long"
    status = 422


class QuoteNotFree(Refusal):
    """What a quote offers has been taken by somebody else, or is no longer open."""

    sentence = _("What this quote offers is no longer free. Please ask us for another date.")
    code = "quote_not_free"


class QuoteMoved(Refusal):
    """A departure of a quote takes place at another time by now."""

    sentence = _("What this quote offers takes place at another time now. Please ask us for a new quote.")
    code = "quote_moved"


class NothingConfirmed(Refusal):
    sentence = _("Nothing of this order is confirmed.")
    code = "nothing_confirmed"


class NobodyToWriteTo(Refusal):
    sentence = _("This customer has no e-mail address.")
    code = "nobody_to_write_to"
