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


class WrongMapping(Refusal):
    """Columns and fields do not go together; `why` is a sentence."""

    sentence = _("%(why)s")
    code = "wrong_mapping"
    status = 422


class ImportBusy(Refusal):
    """The import is at another step than the one that was asked for."""

    sentence = _("This import is at another step now. Look at it again.")
    code = "import_busy"
