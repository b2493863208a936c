"""What is refused about publishing."""

from django.utils.translation import gettext_lazy as _

from apps.kernel.errors import Refusal


class ChangedMeanwhile(Refusal):
    """The draft is not the one that was looked at."""

    sentence = _("“%(title)s” was changed since you opened this list. Look at it again, then publish.")
    code = "changed_meanwhile"


class NoteMissing(Refusal):
    """Nobody could tell what to do."""

    sentence = _("Write what should be changed, then send it back.")
    code = "note_missing"
    status = 422
