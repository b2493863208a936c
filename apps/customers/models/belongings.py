"""What customers own and the business looks after."""

from django.core.validators import MaxLengthValidator, MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from apps.customers.models.customers import NOTES, Customer
from apps.customers.models.fields import CompactField
from apps.tenancy.fields import TenantForeignKey
from apps.tenancy.models import TenantModel

# ISO 3779: letters that look like digits do not occur.
VIN = r"^[A-HJ-NPR-Z0-9]{17}$"
NO_VIN = _("A VIN has 17 letters and digits, and never I, O or Q.")
FIRST_CAR, LAST_YEAR = 1886, 2100


class Vehicle(TenantModel):
    """A customer's vehicle. The plate is stored in capitals without spaces and found however it is typed."""

    customer = TenantForeignKey(Customer, models.CASCADE, related_name="vehicles", verbose_name=_("customer"))
    plate = CompactField(_("plate"), max_length=20, blank=True)
    make = models.CharField(_("make"), max_length=60, blank=True)
    model = models.CharField(_("model"), max_length=60, blank=True)
    year = models.PositiveSmallIntegerField(
        _("year"),
        null=True,
        blank=True,
        validators=[MinValueValidator(FIRST_CAR), MaxValueValidator(LAST_YEAR)],
    )
    colour = models.CharField(_("colour"), max_length=40, blank=True)
    vin = CompactField(
        _("VIN"),
        max_length=17,
        blank=True,
        matches=VIN,
        wrong=NO_VIN,
    )
    notes = models.TextField(_("notes"), blank=True, validators=[MaxLengthValidator(NOTES)])

    class Meta:
        verbose_name = _("vehicle")
        verbose_name_plural = _("vehicles")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(vin="") | Q(vin__regex=VIN),
                name="vehicle_vin_is_one",
                violation_error_message=NO_VIN,
            ),
            models.CheckConstraint(
                condition=Q(year=None) | Q(year__range=(FIRST_CAR, LAST_YEAR)), name="vehicle_year_is_one"
            ),
            models.CheckConstraint(condition=Q(plate__regex=r"^[^\s.\-]*$"), name="vehicle_plate_is_compact"),
            models.CheckConstraint(
                condition=~Q(plate="", vin="", make="", model=""),
                name="vehicle_says_which",
                violation_error_message=_("Give at least a plate, a VIN, a make or a model."),
            ),
        ]
        indexes = [
            models.Index(fields=["tenant", "plate", "id"], name="vehicle_by_plate"),
            models.Index(fields=["tenant", "vin"], name="vehicle_by_vin"),
        ]

    def __str__(self) -> str:
        what = " ".join(str(part) for part in (self.year, self.make, self.model) if part)
        return ", ".join(part for part in (self.plate, what) if part) or self.vin


class Gear(TenantModel):
    """A piece of equipment a customer owns: a regulator, a board, a bicycle."""

    customer = TenantForeignKey(Customer, models.CASCADE, related_name="gear", verbose_name=_("customer"))
    kind = models.CharField(_("kind"), max_length=60)
    brand = models.CharField(_("brand"), max_length=60, blank=True)
    model = models.CharField(_("model"), max_length=60, blank=True)
    size = models.CharField(_("size"), max_length=20, blank=True)
    serial_number = models.CharField(_("serial number"), max_length=60, blank=True)
    last_serviced_on = models.DateField(_("last serviced"), null=True, blank=True)
    notes = models.TextField(_("notes"), blank=True, validators=[MaxLengthValidator(NOTES)])

    class Meta:
        verbose_name = _("gear")
        verbose_name_plural = _("gear")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind=""),
                name="gear_says_what",
                violation_error_message=_("Say what it is, such as regulator."),
            ),
        ]
        indexes = [
            models.Index(fields=["tenant", "serial_number"], name="gear_by_serial_number"),
            models.Index(fields=["tenant", "kind", "id"], name="gear_by_kind"),
            models.Index(fields=["tenant", "last_serviced_on", "id"], name="gear_by_service"),
        ]

    def __str__(self) -> str:
        what = " ".join(part for part in (self.brand, self.model) if part)
        return f"{self.kind}: {what}" if what else self.kind
