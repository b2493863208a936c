"""Why an archive is not restored, or a business not deleted."""

from django.utils.translation import gettext_lazy as _

from apps.kernel.errors import NotFound, Refusal


class UnusableArchive(Refusal):
    """The file cannot be restored. Nothing was changed."""

    sentence = _("This file is not an archive of a business.")
    code = "unusable_archive"
    status = 422


class DamagedArchive(UnusableArchive):
    """`entry` is missing, too much, or not what the manifest says."""

    sentence = _("The archive is damaged: “%(entry)s” is not as it was written. Nothing was restored.")
    code = "damaged_archive"


class DangerousArchive(UnusableArchive):
    """The file is made to harm: `entry` has a name outside of the archive, or unpacks to far too much."""

    sentence = _("The archive was not made by this program: “%(entry)s” is not safe. Nothing was restored.")
    code = "dangerous_archive"


class NewerArchive(UnusableArchive):
    """Made by a later release."""

    sentence = _("The archive was made by a newer release (%(what)s). Upgrade first, then restore.")
    code = "newer_archive"


class OlderArchive(UnusableArchive):
    """Made by an earlier release whose rows cannot be brought along."""

    sentence = _(
        "The archive was made by an older release, and %(what)s since then cannot be repeated on it. "
        "Restore it with that release and upgrade afterwards."
    )
    code = "older_archive"


class PassphraseNeeded(UnusableArchive):
    """The archive is encrypted."""

    sentence = _("The archive is encrypted. Give its passphrase with --passphrase-file.")
    code = "passphrase_needed"


class WrongPassphrase(UnusableArchive):
    """The archive cannot be opened with this passphrase, or its first bytes are damaged."""

    sentence = _("The archive does not open with this passphrase.")
    code = "wrong_passphrase"


class UnknownTable(Refusal):
    """`table` refers to something an archive cannot carry: a programming error, found by the tests."""

    sentence = _("%(table)s cannot be exported: %(why)s.")
    code = "unknown_table"
    status = 500


class StillOpen(Refusal):
    """Only a business that is suspended or cancelled is deleted."""

    sentence = _("“%(name)s” is still open. Suspend or cancel it first, or force it.")
    code = "still_open"


class NotGone(Refusal):
    """Something of the business would have stayed; everything was put back."""

    sentence = _("The business was not deleted, because this would have stayed: %(left)s.")
    code = "not_gone"
    status = 500


class ExportRunning(Refusal):
    """One archive at a time."""

    sentence = _("An archive is being made already. Wait until it is finished.")
    code = "export_running"


class NoSuchArchive(NotFound):
    """Not here, not finished, or expired."""

    sentence = _("There is no such archive any more.")
    code = "no_such_archive"


class BackupFailed(Refusal):
    """`why` says what to do about it. Nothing unfinished was left behind."""

    sentence = _("The backup was not made: %(why)s")
    code = "backup_failed"
    status = 500
