"""Rules that change prices: seasons, groups, early birds and promotional codes."""

from typing import Final

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from apps.catalog.models.options import Option
from apps.catalog.models.products import MOST_PEOPLE, Product
from apps.catalog.models.spans import (
    LARGEST,
    PriceChange,
    change_said,
    every_year,
    in_order,
    less_than_a_year,
)
from apps.customers.models import Customer
from apps.customers.models.fields import MinorUnitsField
from apps.tenancy.fields import TenantForeignKey
from apps.tenancy.models import TenantModel

CODE: Final = r"^[A-Z0-9][A-Z0-9_-]{1,39}$"
ON_ALL: Final = _("Left empty, for all products.")
ON_ALL_OPTIONS: Final = _("Left empty, for all options of the product.")


class Season(PriceChange, TenantModel):
    """Other prices between two days on which things take place, both included. The highest priority wins."""

    product = TenantForeignKey(
        Product,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="seasons",
        verbose_name=_("product"),
        help_text=ON_ALL,
    )
    option = TenantForeignKey(
        Option,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="seasons",
        verbose_name=_("option"),
        help_text=ON_ALL_OPTIONS,
    )
    name = models.CharField(_("name"), max_length=80, help_text=_("As customers read it, such as Summer."))
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"))
    yearly = every_year()
    weekdays = ArrayField(
        models.PositiveSmallIntegerField(validators=[MaxValueValidator(6)]),
        verbose_name=_("weekdays"),
        default=list,
        blank=True,
        help_text=_("0 is Monday. Left empty, all."),
    )
    priority = models.SmallIntegerField(_("priority"), default=0, help_text=_("The highest wins."))
    active = models.BooleanField(_("active"), default=True)

    class Meta:
        verbose_name = _("season")
        verbose_name_plural = _("seasons")
        ordering = ["first_day", "id"]
        constraints = [
            *change_said("season"),
            in_order("season", "first_day", "last_day"),
            less_than_a_year("season"),
            models.CheckConstraint(
                condition=Q(option=None) | Q(product__isnull=False), name="season_option_of_product"
            ),
            models.CheckConstraint(
                condition=Q(weekdays__contained_by=[0, 1, 2, 3, 4, 5, 6]), name="season_weekdays"
            ),
        ]
        indexes = [models.Index(fields=["tenant", "last_day", "first_day"], name="season_by_days")]

    def __str__(self) -> str:
        return self.name


class GroupRate(PriceChange, TenantModel):
    """Other prices for so many people or more in one booking. The largest number that fits counts."""

    product = TenantForeignKey(
        Product,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="group_rates",
        verbose_name=_("product"),
        help_text=ON_ALL,
    )
    name = models.CharField(_("name"), max_length=80)
    people = models.PositiveIntegerField(
        _("from how many people"), validators=[MinValueValidator(2), MaxValueValidator(MOST_PEOPLE)]
    )
    active = models.BooleanField(_("active"), default=True)

    class Meta:
        verbose_name = _("group rate")
        verbose_name_plural = _("group rates")
        ordering = ["people", "id"]
        constraints = [
            *change_said("group_rate"),
            models.UniqueConstraint(
                fields=["tenant", "product", "people"],
                nulls_distinct=False,
                name="group_rate_once",
                violation_error_message=_("There is a rate for so many people already."),
            ),
            models.CheckConstraint(
                condition=Q(people__range=(2, MOST_PEOPLE)),
                name="group_rate_people",
                violation_error_message=_("A group has at least two people."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class EarlyBird(PriceChange, TenantModel):
    """Other prices for who books so many days ahead or more. The most days that fit count."""

    product = TenantForeignKey(
        Product,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="early_birds",
        verbose_name=_("product"),
        help_text=ON_ALL,
    )
    name = models.CharField(_("name"), max_length=80)
    days = models.PositiveSmallIntegerField(
        _("days ahead"), validators=[MinValueValidator(1), MaxValueValidator(730)]
    )
    active = models.BooleanField(_("active"), default=True)

    class Meta:
        verbose_name = _("early bird rate")
        verbose_name_plural = _("early bird rates")
        ordering = ["days", "id"]
        constraints = [
            *change_said("early_bird"),
            models.UniqueConstraint(
                fields=["tenant", "product", "days"],
                nulls_distinct=False,
                name="early_bird_once",
                violation_error_message=_("There is a rate for so many days already."),
            ),
            models.CheckConstraint(condition=Q(days__range=(1, 730)), name="early_bird_days"),
        ]

    def __str__(self) -> str:
        return self.name


class PromotionalCode(TenantModel):
    """A word that makes a basket cheaper. Uses are counted here, where the limit stands, and nowhere else."""

    code = models.CharField(
        _("code"), max_length=40, help_text=_("Customers may write small letters and spaces.")
    )
    description = models.CharField(_("what it is for"), max_length=200, blank=True)
    percent = models.DecimalField(
        _("percent off"),
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )
    amount = MinorUnitsField(
        _("amount off"),
        currency="currency",
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("Once for the whole basket."),
    )
    currency = models.CharField(_("currency"), max_length=3, blank=True, editable=False)
    minimum = MinorUnitsField(
        _("from a basket of"), currency="currency", default=0, validators=[MinValueValidator(0)]
    )
    most_uses = models.PositiveIntegerField(
        _("uses in total"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    most_each = models.PositiveIntegerField(
        _("uses by one customer"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    valid_from = models.DateTimeField(_("from"), null=True, blank=True, help_text=_("When it is used."))
    valid_until = models.DateTimeField(_("until"), null=True, blank=True)
    products = models.ManyToManyField(
        Product, through="CodeTarget", related_name="+", blank=True, verbose_name=_("products")
    )
    uses = models.PositiveIntegerField(_("used"), default=0, editable=False)
    active = models.BooleanField(_("active"), default=True)

    class Meta:
        verbose_name = _("promotional code")
        verbose_name_plural = _("promotional codes")
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "code"],
                name="promotional_code_once",
                violation_error_message=_("There is such a code already."),
            ),
            models.CheckConstraint(
                condition=Q(code__regex=CODE),
                name="promotional_code_is_one",
                violation_error_message=_(
                    "A code has capital letters, digits, hyphens and underscores, at least two."
                ),
            ),
            models.CheckConstraint(
                condition=Q(percent__isnull=False, percent__range=(0, 100), amount=None)
                | Q(percent=None, amount__isnull=False, currency__regex=r"^[A-Z]{3}$")
                & Q(amount__range=(1, LARGEST)),
                name="promotional_code_said",
                violation_error_message=_("Give a percentage from 0 to 100 or an amount, not both."),
            ),
            models.CheckConstraint(
                condition=Q(most_uses=None) | Q(uses__lte=F("most_uses")),
                name="promotional_code_not_overused",
                violation_error_message=_("It has been used more often than that already."),
            ),
            models.CheckConstraint(condition=Q(minimum__range=(0, LARGEST)), name="promotional_code_minimum"),
            models.CheckConstraint(
                condition=Q(valid_from=None) | Q(valid_until=None) | Q(valid_until__gt=F("valid_from")),
                name="promotional_code_in_order",
                violation_error_message=_("It must end after it begins."),
            ),
        ]

    def __str__(self) -> str:
        return self.code


class CodeTarget(TenantModel):
    """A product, or one option of it, that a code is for; a code without any is for all."""

    code = TenantForeignKey(PromotionalCode, models.CASCADE, related_name="targets", verbose_name=_("code"))
    product = TenantForeignKey(Product, models.CASCADE, related_name="+", verbose_name=_("product"))
    option = TenantForeignKey(
        Option,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("option"),
        help_text=ON_ALL_OPTIONS,
    )

    class Meta:
        verbose_name = _("product of a code")
        verbose_name_plural = _("products of codes")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "code", "product", "option"],
                nulls_distinct=False,
                name="code_target_once",
                violation_error_message=_("The code is for it already."),
            )
        ]

    def __str__(self) -> str:
        return str(self.option or self.product)


class CodeUse(TenantModel):
    """How often one customer has used a code, where the code limits that."""

    code = TenantForeignKey(PromotionalCode, models.CASCADE, related_name="used_by")
    customer = TenantForeignKey(Customer, models.CASCADE, related_name="+")
    uses = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("use of a code")
        verbose_name_plural = _("uses of codes")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["tenant", "code", "customer"], name="code_use_once"),
        ]

    def __str__(self) -> str:
        return f"{self.code} × {self.uses}"
