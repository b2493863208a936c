"""What the owner arranges without code: views, words, dashboards, and every version of it."""

from typing import ClassVar, Final

from django.contrib.postgres.fields import ArrayField
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import Member, Role
from apps.tenancy.fields import TenantForeignKey
from apps.tenancy.models import TenantModel

# "customers.customer", "records.boat_log": the key of a screen.
ON: Final = r"^[a-z][a-z0-9_]{0,39}\.[a-z][a-z0-9_]{0,59}\Z"
ATTRIBUTE: Final = r"^[A-Za-z][A-Za-z0-9_]*(\.[A-Za-z][A-Za-z0-9_]*)*\Z"
_ON = RegexValidator(ON, _("Name a screen, as customers.customer."))
_ATTRIBUTE = RegexValidator(ATTRIBUTE, _("Name a field by its key."))


class SavedView(TenantModel):
    """Filters, columns and order of a list under a name: its owner's alone, or everybody's when shared."""

    on = models.CharField(_("list"), max_length=101, validators=[_ON])
    key = models.SlugField(_("key"), max_length=60, db_index=False)
    name = models.CharField(_("name"), max_length=80)
    filters = models.JSONField(_("filters"), default=list, blank=True)
    columns = ArrayField(
        models.CharField(max_length=100), verbose_name=_("columns"), default=list, blank=True
    )
    sort = models.CharField(_("sorted by"), max_length=101, blank=True)
    shared = models.BooleanField(_("shared"), default=False)
    pinned = models.BooleanField(_("in the navigation"), default=False)
    position = models.PositiveIntegerField(_("position"), default=100)
    owner = TenantForeignKey(
        Member, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("owner")
    )

    class Meta:
        verbose_name = _("view")
        verbose_name_plural = _("views")
        ordering = ["position", "name", "id"]
        permissions = [("share_savedview", _("share views"))]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "on", "key"],
                condition=Q(shared=True),
                name="view_shared_key",
                violation_error_message=_("There is a shared view of this name already."),
            ),
            models.UniqueConstraint(
                fields=["tenant", "owner", "on", "name"],
                condition=Q(shared=False),
                name="view_own_name",
                violation_error_message=_("You have a view of this name already."),
            ),
            models.CheckConstraint(
                condition=Q(shared=True) | Q(owner__isnull=False), name="view_is_somebodys_or_shared"
            ),
        ]
        indexes = [models.Index(fields=["tenant", "on", "position"], name="view_by_list")]

    def __str__(self) -> str:
        return self.name

    @property
    def definition(self) -> str:
        """What versions of it are kept under."""
        return f"{self.on}/{self.key}"


class Label(TenantModel):
    """The owner's words for a screen, or with `attribute` for one of its fields; "" where nothing is overridden."""

    on = models.CharField(_("screen"), max_length=101, validators=[_ON])
    attribute = models.CharField(_("field"), max_length=100, blank=True, validators=[_ATTRIBUTE])
    singular = models.CharField(_("name"), max_length=80, blank=True)
    plural = models.CharField(_("name of several"), max_length=80, blank=True)
    hidden = models.BooleanField(_("hidden"), default=False)
    position = models.PositiveIntegerField(_("position"), null=True, blank=True)
    # Of a screen: the heading it stands under in the navigation, where it is not the declared one.
    group = models.CharField(_("group in the navigation"), max_length=60, blank=True)

    class Meta:
        verbose_name = _("label")
        verbose_name_plural = _("labels")
        ordering = ["on", "attribute"]
        constraints = [
            models.UniqueConstraint(fields=["tenant", "on", "attribute"], name="label_once"),
        ]

    def __str__(self) -> str:
        return self.singular or self.definition

    @property
    def definition(self) -> str:
        """What versions of it are kept under."""
        return f"{self.on}/{self.attribute}" if self.attribute else self.on


class PanelPlacement(TenantModel):
    """Where one panel stands on the dashboard of a role. A role without any has what apps propose."""

    class Width(models.TextChoices):
        NORMAL = "normal", _("one column")
        WIDE = "wide", _("two columns")
        FULL = "full", _("the whole width")

    role = TenantForeignKey(Role, models.CASCADE, related_name="+", verbose_name=_("role"))
    panel = models.CharField(_("panel"), max_length=100, validators=[_ATTRIBUTE])
    position = models.PositiveIntegerField(_("position"))
    hidden = models.BooleanField(_("hidden"), default=False)
    width = models.CharField(_("width"), max_length=10, choices=Width.choices, default=Width.NORMAL)

    class Meta:
        verbose_name = _("placed panel")
        verbose_name_plural = _("placed panels")
        ordering = ["role", "position"]
        permissions = [("arrange_dashboard", _("arrange dashboards"))]
        constraints = [
            models.UniqueConstraint(fields=["tenant", "role", "panel"], name="panel_placed_once"),
        ]

    def __str__(self) -> str:
        return self.panel


class DefinitionVersion(TenantModel):
    """One change to one definition, with all of it before and after. Never changed, never deleted.

    `number` counts from 1 within a definition.
    """

    app_rights: ClassVar[str] = "SELECT, INSERT"

    class Action(models.TextChoices):
        CREATED = "created", _("made")
        CHANGED = "changed", _("changed")
        REMOVED = "removed", _("removed")

    class Cause(models.TextChoices):
        EDIT = "edit", _("by hand")
        ROLLBACK = "rollback", _("undone")
        IMPORT = "import", _("from a file")

    kind = models.CharField(_("kind"), max_length=40)
    key = models.CharField(_("definition"), max_length=210)
    number = models.PositiveIntegerField(_("number"))
    author = TenantForeignKey(
        Member, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("author")
    )
    at = models.DateTimeField(_("at"))
    action = models.CharField(_("what"), max_length=10, choices=Action.choices)
    cause = models.CharField(_("how"), max_length=10, choices=Cause.choices, default=Cause.EDIT)
    before = models.JSONField(_("before"), null=True, blank=True)
    after = models.JSONField(_("after"), null=True, blank=True)
    request = models.CharField(_("request"), max_length=64, blank=True)

    class Meta:
        verbose_name = _("version of a definition")
        verbose_name_plural = _("versions of definitions")
        ordering = ["-id"]
        default_permissions = ("view",)
        permissions = [
            ("export_definitions", _("export definitions")),
            ("import_definitions", _("import definitions")),
        ]
        constraints = [
            models.UniqueConstraint(fields=["tenant", "kind", "key", "number"], name="version_number"),
            models.CheckConstraint(
                condition=Q(before__isnull=False) | Q(after__isnull=False), name="version_of_something"
            ),
        ]
        indexes = [models.Index(fields=["tenant", "at", "id"], name="version_by_time")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key} {self.number}"
