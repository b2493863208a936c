"""What sales refuses."""

from django.utils.translation import gettext_lazy as _

from apps.backoffice.attributes import formats
from apps.kernel.errors import NotFound, Refusal


class NoSuchCart(NotFound):
    sentence = _("This cart is no longer there.")
    code = "no_such_cart"


class EmptyCart(Refusal):
    """Nothing to order."""

    sentence = _("Choose something first.")
    code = "empty_cart"
    status = 422


class NotACart(Refusal):
    """The order was placed or ended, so what is in it is no longer put and taken."""

    sentence = _("This order was placed already and can no longer be changed like a cart.")
    code = "not_a_cart"


class NotPlaced(Refusal):
    """Only placed orders are corrected."""

    sentence = _("This order is not placed.")
    code = "not_placed"


class OrderStatusNotAllowed(Refusal):
    """An order cannot go `before` → `after`."""

    sentence = _("This order is “%(before)s” and cannot become “%(after)s”.")
    code = "order_status_not_allowed"


class PriceChanged(Refusal):
    """What was shown is no longer the price: `before` and `after` are Money. The cart is to be priced anew."""

    sentence = _("The price has changed from %(before)s to %(after)s. Please look at it again.")
    code = "price_changed"

    def __str__(self) -> str:
        said = {
            key: formats.money(self.facts[key].minor, self.facts[key].currency) for key in ("before", "after")
        }
        return str(self.sentence) % said


class NoLongerSold(Refusal):
    """Something in the cart is no longer sold."""

    sentence = _("“%(name)s” in your cart is no longer sold. Please take it out.")
    code = "no_longer_sold"


class QuoteExpired(Refusal):
    """The quote was valid until a moment that is over."""

    sentence = _("This quote is no longer valid. Please ask for a new one.")
    code = "quote_expired"


class NotAQuote(Refusal):
    sentence = _("This is not a quote.")
    code = "not_a_quote"


class QuoteOver(Refusal):
    """It was withdrawn, declined or accepted: `state` in words."""

    sentence = _("This quote can no longer be changed: it is “%(state)s”.")
    code = "quote_over"


class ValidInThePast(Refusal):
    sentence = _("A quote must be valid until a moment to come.")
    code = "valid_in_the_past"
    status = 422


class ReasonMissing(Refusal):
    """Prices given by hand need a reason."""

    sentence = _("Give a reason.")
    code = "reason_missing"
    status = 422


class AmountWrong(Refusal):
    """Below zero, or more than there is."""

    sentence = _("Give an amount between %(least)s and %(most)s.")
    code = "amount_wrong"
    status = 422

    def __str__(self) -> str:
        said = {
            key: formats.money(self.facts[key].minor, self.facts[key].currency) for key in ("least", "most")
        }
        return str(self.sentence) % said


class AlreadyReversed(Refusal):
    """The item has no live lines any more."""

    sentence = _("This has been taken off the order already.")
    code = "already_reversed"
