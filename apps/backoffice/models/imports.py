"""Imports of spreadsheets: the file and what was decided about it, the rows that are wrong, and what was written."""

from typing import Final

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import Member
from apps.tenancy.fields import TenantForeignKey
from apps.tenancy.models import TenantModel
from apps.tenancy.sensitive import SensitiveField


class Import(TenantModel):
    """One file on its way into the records of one screen."""

    class State(models.TextChoices):
        """How far it is. What the machine works on is `BUSY`."""

        UPLOADED = "uploaded", _("Uploaded")
        MAPPED = "mapped", _("Waiting to be checked")
        CHECKING = "checking", _("Being checked")
        CHECKED = "checked", _("Checked")
        IMPORTING = "importing", _("Being imported")
        DONE = "done", _("Imported")
        FAILED = "failed", _("Failed")
        UNDOING = "undoing", _("Being undone")
        UNDONE = "undone", _("Undone")

    BUSY: Final = (State.MAPPED, State.CHECKING, State.IMPORTING, State.UNDOING)

    class Format(models.TextChoices):
        """What kind of file it is."""

        CSV = "csv", "CSV"
        XLSX = "xlsx", "XLSX"

    screen = models.CharField(_("screen"), max_length=130)
    name = models.CharField(_("file name"), max_length=200)
    file = models.FileField(_("file"), upload_to="imports", max_length=300, blank=True)
    size = models.PositiveBigIntegerField(_("size"), default=0, help_text=_("In bytes."))
    format = models.CharField(_("format"), max_length=4, choices=Format.choices)
    encoding = models.CharField(_("encoding"), max_length=20, blank=True)
    delimiter = models.CharField(_("delimiter"), max_length=1, blank=True)
    sheet = models.CharField(_("sheet"), max_length=100, blank=True)
    headings = models.JSONField(_("headings"), default=list, blank=True)
    # Key of an attribute by the number of a column, counted from 0, as text.
    mapping = models.JSONField(_("mapping"), default=dict, blank=True)
    options = models.JSONField(_("options"), default=dict, blank=True)
    state = models.CharField(_("state"), max_length=9, choices=State.choices, default=State.UPLOADED)
    rows = models.PositiveIntegerField(_("rows"), default=0)
    new = models.PositiveIntegerField(_("new"), default=0)
    changed = models.PositiveIntegerField(_("changed"), default=0)
    unchanged = models.PositiveIntegerField(_("unchanged"), default=0)
    wrong = models.PositiveIntegerField(_("wrong"), default=0)
    # The first rows as they will be, for people.
    preview = models.JSONField(_("preview"), default=list, blank=True)
    problem = models.CharField(_("problem"), max_length=500, blank=True)
    by = TenantForeignKey(
        Member, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("imported by")
    )
    at = models.DateTimeField(_("uploaded"))
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-at", "-pk"]
        default_permissions = ()
        indexes = [models.Index(fields=["tenant", "screen", "-at"], name="import_of_screen")]

    def __str__(self) -> str:
        return self.name


class ImportRow(TenantModel):
    """A row of the file that cannot be imported as it is, or could not and has been put right since."""

    run = TenantForeignKey(Import, models.CASCADE, related_name="problem_rows")
    number = models.PositiveIntegerField(_("row"))
    # A JSON list of texts. Sealed, since a file may hold what the business keeps encrypted.
    cells = SensitiveField(_("cells"))
    # [column or null, key of the attribute, sentence], as JSON.
    problems = models.JSONField(_("problems"), default=list, blank=True)
    text = models.TextField(_("searched text"), blank=True)
    fixed = models.BooleanField(_("put right"), default=False)

    class Meta:
        verbose_name = _("row of an import")
        verbose_name_plural = _("rows of imports")
        ordering = ["number"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["tenant", "run", "number"], name="import_row_once"),
        ]

    def __str__(self) -> str:
        return f"{self.number}"


class ImportBatch(TenantModel):
    """What some rows of an import have written, in the same transaction: where to go on, and how to undo it."""

    run = TenantForeignKey(Import, models.CASCADE, related_name="batches")
    number = models.PositiveIntegerField(_("batch"))
    # Number of the last row of the file that is dealt with.
    last = models.PositiveIntegerField(_("last row"))
    created = ArrayField(models.BigIntegerField(), verbose_name=_("created records"), default=list)
    changed = ArrayField(models.BigIntegerField(), verbose_name=_("changed records"), default=list)
    unchanged = models.PositiveIntegerField(_("unchanged"), default=0)
    # What the records came to, created ones first: who differs now has been changed since.
    digests = ArrayField(models.BigIntegerField(), verbose_name=_("digests"), default=list)
    # A JSON list of values before, in the order of `changed`.
    before = SensitiveField(_("values before"), blank=True)
    # [number, name, reason] of records that undoing left alone, as JSON.
    left = models.JSONField(_("left alone"), default=list, blank=True)
    undone = models.BooleanField(_("undone"), default=False)

    class Meta:
        verbose_name = _("batch of an import")
        verbose_name_plural = _("batches of imports")
        ordering = ["number"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["tenant", "run", "number"], name="import_batch_once"),
        ]

    def __str__(self) -> str:
        return f"{self.number}"
