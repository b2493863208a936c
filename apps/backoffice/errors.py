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


class NoSuchState(Refusal):
    """The state is none of the type's."""

    sentence = _("There is no state “%(state)s” here.")
    code = "no_such_state"
    status = 422


class StateNotAllowed(Refusal):
    """The type does not let a record go `before` → `after`."""

    sentence = _("This is “%(before)s” and cannot become “%(after)s”.")
    code = "state_not_allowed"


class StateInUse(Refusal):
    """Records are in a state that would go."""

    sentence = _("%(count)d records are “%(state)s”. Move them to another state first.")
    code = "state_in_use"


class InTrash(Refusal):
    """The type is in the trash."""

    sentence = _("“%(name)s” is in the trash. Put it back first.")
    code = "in_trash"


class HasRecords(Refusal):
    """A type cannot go for good while there are records of it."""

    sentence = _("There are %(count)d records of “%(name)s”. Put the type into the trash instead.")
    code = "has_records"


class MustStay(Refusal):
    """A required field would disappear from the form that needs it."""

    sentence = _("“%(name)s” is required, so it cannot be hidden.")
    code = "must_stay"


class ChangedSince(Refusal):
    """A change cannot be undone: later ones touched the same."""

    sentence = _("This was changed again later (%(what)s). Undo the later change first.")
    code = "changed_since"


class BadFile(Refusal):
    """A file of definitions cannot be read at all."""

    sentence = _("%(why)s")
    code = "bad_file"
    status = 422


class TooMany(Refusal):
    """More records were picked than are changed at once; `most` is how many may be."""

    sentence = _("At most %(most)d records can be changed at once. Filter the list and do it in parts.")
    code = "too_many"
    status = 422
