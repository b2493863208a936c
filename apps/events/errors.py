"""What the outbox refuses."""

from django.utils.translation import gettext_lazy as _

from apps.kernel.errors import Refusal


class NotDead(Refusal):
    """Only what was given up can be retried or discarded."""

    sentence = _("This event has not been given up, so there is nothing to do.")
    code = "event_not_dead"
