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


class WaitingNeedsReason(Refusal):
    """A to-do was put to waiting without saying what it waits for."""

    sentence = _("Say what it is waiting for: open the to-do and write it under “Waiting for”.")
    code = "waiting_needs_reason"
    status = 422


class NotOnCalendar(Refusal):
    """The record has no day, or the calendar cannot move anything."""

    sentence = _("This cannot be moved on the calendar.")
    code = "not_on_calendar"


class UnusableLogo(Refusal):
    """The file cannot be the logo; `why` says it in a sentence."""

    sentence = _("%(why)s")
    code = "unusable_logo"
    status = 422


class UnusableColour(Refusal):
    """What was given is no colour."""

    sentence = _("Write a colour such as #0b7a75.")
    code = "unusable_colour"
    status = 422


class TooMany(Refusal):
    """More records were picked than are changed at once; `most` is how many may be."""

    sentence = _("At most %(most)d records can be changed at once. Filter the list and do it in parts.")
    code = "too_many"
    status = 422


class UnknownKind(Refusal):
    """There are no records of the kind `on` to which a field could be added."""

    sentence = _("There are no records called “%(on)s” that could have fields of their own.")
    code = "unknown_kind"
    status = 404


class TooManyFields(Refusal):
    """The kind of record has as many fields as it may have."""

    sentence = _("There can be at most %(most)s fields. Delete one that is no longer needed.")
    code = "too_many_fields"


class CircularFormulas(Refusal):
    """Formulas that need each other's values; `keys` is the circle."""

    sentence = _("These fields need each other's values: %(circle)s.")
    code = "circular_formulas"
    status = 422

    def __init__(self, *, keys: Sequence[str]) -> None:
        super().__init__(circle=" → ".join(keys), keys=list(keys))


class FieldInUse(Refusal):
    """Other fields are computed from this one, or shown by it. `what` names them."""

    sentence = _("Other fields need this one: %(what)s. Change them first.")
    code = "field_in_use"


class ChoiceInUse(Refusal):
    """Records have a choice that was to go."""

    sentence = _("%(count)s records have “%(choice)s”. Change them first, or keep the choice.")
    code = "choice_in_use"


class CannotConvert(Refusal):
    """The field's values cannot be made values of another kind."""

    sentence = _("A field of this kind keeps it. Add a new field and delete this one.")
    code = "cannot_convert"


class ChangeRunning(Refusal):
    """The field is being changed already."""

    sentence = _("This field is being changed right now. Wait until that is done.")
    code = "change_running"


class TooLateToUndo(Refusal):
    """The days for second thoughts are over, or there is nothing to undo."""

    sentence = _("This can no longer be undone.")
    code = "too_late_to_undo"


class FileTooLarge(Refusal):
    """The file has more than `limit` megabytes."""

    sentence = _("The file is larger than %(limit)d MB. Split it into several files.")
    code = "file_too_large"
    status = 413


class TooManyColumns(Refusal):
    """The file has more than `limit` columns."""

    sentence = _("The file has more than %(limit)d columns. Delete those that are not needed.")
    code = "too_many_columns"
    status = 422


class TooManyRows(Refusal):
    """The file has more than `limit` rows."""

    sentence = _("The file has more than %(limit)d rows. Split it into several files.")
    code = "too_many_rows"
    status = 422


class Unreadable(Refusal):
    """The file cannot be read; `why` is a sentence."""

    sentence = _("The file cannot be read. %(why)s")
    code = "unreadable_file"
    status = 422


class NothingToImport(Refusal):
    """No row of the file is fit to be imported."""

    sentence = _("There is no row to import.")
    code = "nothing_to_import"


class SecretColumns(Refusal):
    """Somebody else's columns with sensitive values; what they are decides who sees them."""

    sentence = _("Only whoever brought the file decides about its columns with sensitive values.")
    code = "secret_columns"
    status = 403


class WrongMapping(Refusal):
    """Columns and fields do not go together; `why` is a sentence."""

    sentence = _("%(why)s")
    code = "wrong_mapping"
    status = 422


class QueryTooLong(Refusal):
    """What an export is to be narrowed by is longer than can be kept."""

    sentence = _("The list is filtered by more than an export can take. Filter it by less, or pick rows.")
    code = "query_too_long"
    status = 422


class ImportBusy(Refusal):
    """The import is at another step than the one that was asked for."""

    sentence = _("This import is at another step now. Look at it again.")
    code = "import_busy"
