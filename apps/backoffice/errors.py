"""What the back office refuses."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from apps.kernel.errors import Refusal


class Invalid(Refusal):
    """Values of a record are wrong; `by_key` has sentences by attribute, "" for the record as a whole."""

    sentence = _("%(problems)s")
    code = "invalid"
    status = 422

    def __init__(self, *, by_key: Mapping[str, Sequence[str]], **facts: Any) -> None:
        self.by_key = {key: list(sentences) for key, sentences in by_key.items()}
        super().__init__(problems=" ".join(s for group in self.by_key.values() for s in group), **facts)


class InUse(Refusal):
    """The record cannot go: others refer to it. `what` names them in words."""

    sentence = _("This cannot be deleted: it is used by %(what)s.")
    code = "in_use"


class UnknownAttribute(Refusal):
    """A value was given under a `key` the record does not have."""

    sentence = _("There is no field “%(key)s” here.")
    code = "unknown_attribute"
    status = 422


class ChangedMeanwhile(Refusal):
    """Somebody else saved the record after the person opened it."""

    sentence = _("Somebody else has changed this meanwhile. Look at the differences and save again.")
    code = "changed_meanwhile"


class TooMany(Refusal):
    """More records were picked than are changed at once; `most` is how many may be."""

    sentence = _("At most %(most)d records can be changed at once. Filter the list and do it in parts.")
    code = "too_many"
    status = 422
