"""Tenant tables made as any app's are. Their columns and keys are those of `tests.bench.plain.models`."""

from typing import ClassVar

from django.db import models

from apps.tenancy.fields import TenantForeignKey
from apps.tenancy.models import TenantModel


class Boat(TenantModel):
    """What a trip refers to."""

    objects: "ClassVar[models.Manager[Boat]]" = models.Manager()
    name = models.CharField(max_length=100)

    class Meta:
        app_label = "product"


class Sailing(TenantModel):
    """Columns of both kinds of trip."""

    boat = TenantForeignKey(Boat, models.PROTECT, related_name="+")
    code = models.CharField(max_length=20)
    title = models.CharField(max_length=100)
    starts_at = models.DateTimeField()
    capacity = models.PositiveIntegerField()
    price = models.PositiveBigIntegerField()
    notes = models.TextField(blank=True)

    class Meta:
        abstract = True


class Trip(Sailing):
    """Its audit triggers are taken away: what the tenant backend and row security cost alone."""

    objects: "ClassVar[models.Manager[Trip]]" = models.Manager()

    class Meta:
        app_label = "product"
        constraints = [models.UniqueConstraint(fields=["tenant", "code"], name="product_trip_code")]
        indexes = [models.Index(fields=["tenant", "starts_at"], name="product_trip_start")]


class LoggedTrip(Sailing):
    """The same with the audit triggers every tenant table has."""

    objects: "ClassVar[models.Manager[LoggedTrip]]" = models.Manager()

    class Meta:
        app_label = "product"
        constraints = [models.UniqueConstraint(fields=["tenant", "code"], name="product_logged_code")]
        indexes = [models.Index(fields=["tenant", "starts_at"], name="product_logged_start")]
