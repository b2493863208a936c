"""What is refused about messages."""

from django.utils.translation import gettext_lazy as _

from apps.kernel.errors import Refusal


class TooManyMessages(Refusal):
    """Somebody, or everybody together, writes faster than people do."""

    sentence = _("Several messages came from you just now. Please wait ten minutes, or call us.")
    code = "too_many_messages"
    status = 429
