"""How a business's public site looks."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from apps.tenancy.models import TenantModel
from cms.theme.types import Choices, Corners, Layout, Scale, Spacing, Typeface

COLOUR = r"^#[0-9a-f]{6}$"
_is_a_colour = RegexValidator(COLOUR, _("Write a colour such as #0b7a75."))


class Theme(TenantModel):
    """Layout, three colours and a few choices; everything else is worked out from them."""

    layout = models.CharField(_("layout"), max_length=12, choices=Layout.choices)
    accent = models.CharField(_("accent colour"), max_length=7, validators=[_is_a_colour])
    second = models.CharField(_("second colour"), max_length=7, blank=True, validators=[_is_a_colour])
    ground = models.CharField(_("colour of the page"), max_length=7, validators=[_is_a_colour])
    typeface = models.CharField(_("typeface"), max_length=12, choices=Typeface.choices)
    scale = models.CharField(_("size of words"), max_length=12, choices=Scale.choices)
    spacing = models.CharField(_("spacing"), max_length=12, choices=Spacing.choices)
    corners = models.CharField(_("corners"), max_length=12, choices=Corners.choices)
    logo = models.ForeignKey(
        "wagtailimages.Image",
        models.SET_NULL,
        null=True,
        blank=True,
        db_index=False,
        related_name="+",
        verbose_name=_("logo"),
    )
    # Grows with every change, so that browsers may keep a stylesheet for good.
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)
    changed_at = models.DateTimeField(_("changed"), editable=False)

    class Meta:
        app_label = "cms"
        verbose_name = _("theme")
        verbose_name_plural = _("themes")
        constraints = [
            models.UniqueConstraint(fields=["tenant"], name="theme_one_per_business"),
            *(
                models.CheckConstraint(
                    condition=Q(**{f"{name}__in": kind.values}), name=f"theme_{name}_is_known"
                )
                for name, kind in (
                    ("layout", Layout),
                    ("typeface", Typeface),
                    ("scale", Scale),
                    ("spacing", Spacing),
                    ("corners", Corners),
                )
            ),
            models.CheckConstraint(
                condition=Q(accent__regex=COLOUR)
                & Q(ground__regex=COLOUR)
                & (Q(second="") | Q(second__regex=COLOUR)),
                name="theme_colours_are_colours",
            ),
        ]

    def __str__(self) -> str:
        return str(Layout(self.layout).label)

    @property
    def choices(self) -> Choices:
        """What the stylesheet is made from."""
        return Choices(
            layout=self.layout,
            accent=self.accent,
            second=self.second,
            ground=self.ground,
            typeface=self.typeface,
            scale=self.scale,
            spacing=self.spacing,
            corners=self.corners,
        )
