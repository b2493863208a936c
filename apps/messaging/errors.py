"""What messages refuse."""

from django.utils.translation import gettext_lazy as _

from apps.kernel.errors import NotFound, Refusal


class NotWaiting(Refusal):
    sentence = _("This message does not wait to be sent, so it cannot be stopped.")
    code = "message_not_waiting"


class StillWaiting(Refusal):
    sentence = _("This message is about to be sent. There is no need to send it again.")
    code = "message_still_waiting"


class NoAddress(Refusal):
    sentence = _("This message has no address any more, so it cannot be sent.")
    code = "message_without_address"


class NoSuchAttachment(NotFound):
    sentence = _("There is no such attachment here.")
    code = "no_such_attachment"
