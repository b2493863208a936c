"""The owner's own fields: what they are, and their values where a list can filter and sort by them.

Scalar values live in the `custom` column of the record itself. `CustomValue` is derived from it by triggers
(`fields.sql`), whoever writes the record and however.
"""

from datetime import timedelta
from typing import ClassVar, Final

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import Member
from apps.backoffice.types import Kind
from apps.tenancy.fields import TenantForeignKey
from apps.tenancy.models import TenantModel
from apps.tenancy.sensitive import SensitiveField

KEY: Final = r"^[a-z][a-z0-9_]{0,39}$"
KINDS: Final = [(kind.value, kind.value) for kind in Kind]
# For so long can a deletion or a change of kind be undone.
UNDO_FOR: Final = timedelta(days=30)


class CustomField(TenantModel):
    """A field that the owner added to a kind of record: `on` is "app.model" or "records.<type>".

    A field in the trash has `deleted_at`; its values stay until it is purged, so its key stays taken.
    """

    on = models.CharField(_("on"), max_length=80)
    key = models.CharField(_("key"), max_length=40)
    label = models.CharField(_("name"), max_length=80)
    kind = models.CharField(_("kind"), max_length=10, choices=KINDS)
    help = models.CharField(_("help"), max_length=300, blank=True)
    required = models.BooleanField(_("required"), default=False)
    # Of a required one: staff who write a record for somebody else may leave it for later.
    later = models.BooleanField(_("staff may ask later"), default=False)
    default = models.JSONField(_("default"), null=True, blank=True)
    public = models.BooleanField(_("on public forms"), default=False)
    sensitive = models.BooleanField(_("sensitive"), default=False)
    choices = models.JSONField(_("choices"), default=list, blank=True)  # [{"value": …, "label": …}]
    target = models.CharField(_("refers to"), max_length=80, blank=True)
    formula = models.TextField(_("formula"), max_length=2000, blank=True)
    result = models.CharField(_("kind of result"), max_length=10, choices=KINDS, blank=True)
    currency = models.CharField(_("currency"), max_length=3, blank=True)
    section = models.CharField(_("section"), max_length=80, blank=True)
    order = models.PositiveIntegerField(_("order"), default=0)
    shown_when_key = models.CharField(_("shown when"), max_length=80, blank=True)
    shown_when_values = models.JSONField(_("is one of"), default=list, blank=True)
    deleted_at = models.DateTimeField(_("deleted"), null=True, blank=True)

    class Meta:
        verbose_name = _("field")
        verbose_name_plural = _("fields")
        ordering = ["on", "order", "id"]
        constraints = [
            models.UniqueConstraint(fields=["tenant", "on", "key"], name="custom_field_key"),
            models.CheckConstraint(condition=Q(key__regex=KEY), name="custom_field_key_is_a_key"),
            models.CheckConstraint(condition=Q(kind__in=list(Kind)), name="custom_field_kind_is_known"),
        ]

    def __str__(self) -> str:
        return self.label


class CustomValue(TenantModel):
    """A value as an index can find it: `text` folded (small letters, no accents, 200 characters; dates and times in
    ISO form, whose order is theirs), `number` also for money in minor units and 1 or 0 for yes or no.

    Both types compare without a leak, so their operators are index conditions under row security. Only triggers write.
    """

    app_rights: ClassVar[str] = "SELECT"

    # The trigger of the field's own table removes its values.
    field = TenantForeignKey(CustomField, models.DO_NOTHING, related_name="values")
    record_id = models.BigIntegerField(_("record"))
    text = models.TextField(_("text"), null=True, db_collation="C")  # noqa: DJ001  a number has none
    number = models.FloatField(_("number"), null=True)

    class Meta:
        verbose_name = _("value of a field")
        verbose_name_plural = _("values of fields")
        indexes = [
            models.Index(fields=["tenant", "field", "record_id"], name="custom_value_record"),
            models.Index(
                fields=["tenant", "field", "text", "record_id"],
                name="custom_value_text",
                condition=Q(text__isnull=False),
            ),
            models.Index(
                fields=["tenant", "field", "number", "record_id"],
                name="custom_value_number",
                condition=Q(number__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.field_id} {self.record_id}"


def _one_of_each(name: str) -> models.UniqueConstraint:
    return models.UniqueConstraint(fields=["tenant", "field", "record_id"], name=name)


class CustomSecret(TenantModel):
    """A sensitive value: encrypted, found by the exact text only."""

    on = models.CharField(_("on"), max_length=80)
    field = TenantForeignKey(CustomField, models.CASCADE, related_name="secrets")
    record_id = models.BigIntegerField(_("record"))
    value = SensitiveField(_("value"), blind=True)

    class Meta:
        verbose_name = _("sensitive value")
        verbose_name_plural = _("sensitive values")
        constraints = [_one_of_each("custom_secret_once")]

    def __str__(self) -> str:
        return f"{self.field_id} {self.record_id}"


class CustomFile(TenantModel):
    """A file or picture in a field. Its folder is one that no page serves by address alone."""

    on = models.CharField(_("on"), max_length=80)
    field = TenantForeignKey(CustomField, models.CASCADE, related_name="files")
    record_id = models.BigIntegerField(_("record"))
    file = models.FileField(_("file"), upload_to="documents/fields", max_length=300)
    name = models.CharField(_("name"), max_length=200)
    content_type = models.CharField(_("type"), max_length=100)
    size = models.PositiveBigIntegerField(_("bytes"))

    class Meta:
        verbose_name = _("file of a field")
        verbose_name_plural = _("files of fields")
        constraints = [_one_of_each("custom_file_once")]

    def __str__(self) -> str:
        return self.name

    @property
    def url(self) -> str:
        """Where whoever may see the record gets the file. A query where `field` is not loaded."""
        app, _dot, name = self.on.partition(".")
        return reverse("office_file", args=[app, name, self.record_id, self.field.key])

    @classmethod
    def stored_bytes(cls) -> int:
        """What all of them take."""
        return int(cls.objects.aggregate(all=models.Sum("size"))["all"] or 0)


class FieldChange(TenantModel):
    """Work on all values of a field: another kind (`retype`), or a formula computed anew (`compute`)."""

    class Work(models.TextChoices):
        """What is done."""

        RETYPE = "retype", _("Change of kind")
        COMPUTE = "compute", _("Computing")

    class State(models.TextChoices):
        """How far it is."""

        WAITING = "waiting", _("Waiting")
        RUNNING = "running", _("Running")
        DONE = "done", _("Done")
        FAILED = "failed", _("Failed")
        UNDOING = "undoing", _("Being undone")
        UNDONE = "undone", _("Undone")

    field = TenantForeignKey(CustomField, models.CASCADE, related_name="changes", verbose_name=_("field"))
    work = models.CharField(_("work"), max_length=7, choices=Work.choices)
    state = models.CharField(_("state"), max_length=7, choices=State.choices, default=State.WAITING)
    before = models.JSONField(_("before"), default=dict)  # of the definition, what changed
    after = models.JSONField(_("after"), default=dict)
    total = models.PositiveIntegerField(_("records"), default=0)
    done = models.PositiveIntegerField(_("done"), default=0)
    emptied = models.PositiveIntegerField(_("could not be converted"), default=0)
    asked_by = TenantForeignKey(
        Member, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("asked for by")
    )
    asked_at = models.DateTimeField(_("asked for"))
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    undo_until = models.DateTimeField(_("can be undone until"), null=True, blank=True)
    problem = models.CharField(_("problem"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("change of a field")
        verbose_name_plural = _("changes of fields")
        ordering = ["-asked_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "field"],
                condition=Q(state__in=["waiting", "running", "undoing"]),
                name="field_change_one_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_work_display()}: {self.field_id}"

    @property
    def percent(self) -> int:
        """How much of the work is done."""
        return 100 if not self.total else min(100, 100 * self.done // self.total)


class FormerValue(TenantModel):
    """What a record had in a field before its kind changed, and what became of it."""

    change = TenantForeignKey(FieldChange, models.CASCADE, related_name="former")
    on = models.CharField(_("on"), max_length=80)
    record_id = models.BigIntegerField(_("record"))
    before = models.JSONField(_("before"))
    after = models.JSONField(_("after"), null=True)

    class Meta:
        verbose_name = _("former value")
        verbose_name_plural = _("former values")
        constraints = [
            models.UniqueConstraint(fields=["tenant", "change", "record_id"], name="former_value_once"),
        ]

    def __str__(self) -> str:
        return f"{self.change_id} {self.record_id}"
