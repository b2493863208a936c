"""What the booking pages themselves refuse."""

from django.utils.translation import gettext_lazy as _

from apps.kernel.errors import Refusal


class TooFast(Refusal):
    """Somebody tries faster than people do."""

    sentence = _("You have tried this very often just now. Please wait ten minutes, or call us.")
    code = "too_fast"
    status = 429


class BasketChanged(Refusal):
    """Another tab has changed the basket since the page was shown."""

    sentence = _("Your basket has changed since this page was shown. Please look at it again.")
    code = "basket_changed"


class NotAgreed(Refusal):
    sentence = _("Please agree to the terms first.")
    code = "not_agreed"
    status = 422
