"""The columns, keys and indexes of `tests.bench.product.models`, kept apart by the application alone."""

from typing import ClassVar

from django.db import models


class Business(models.Model):
    """Whose rows they are."""

    objects: "ClassVar[models.Manager[Business]]" = models.Manager()
    slug = models.CharField(max_length=63, unique=True)

    class Meta:
        app_label = "plain"

    def __str__(self) -> str:
        return self.slug


class Boat(models.Model):
    """What a trip refers to."""

    objects: "ClassVar[models.Manager[Boat]]" = models.Manager()
    tenant = models.ForeignKey(Business, models.CASCADE, related_name="+", db_index=False)
    name = models.CharField(max_length=100)

    class Meta:
        app_label = "plain"
        constraints = [models.UniqueConstraint(fields=["tenant", "id"], name="plain_boat_identity")]

    def __str__(self) -> str:
        return self.name


class Trip(models.Model):
    """A trip."""

    objects: "ClassVar[models.Manager[Trip]]" = models.Manager()
    tenant = models.ForeignKey(Business, models.CASCADE, related_name="+", db_index=False)
    boat = models.ForeignKey(Boat, models.PROTECT, related_name="+", db_index=False)
    code = models.CharField(max_length=20)
    title = models.CharField(max_length=100)
    starts_at = models.DateTimeField()
    capacity = models.PositiveIntegerField()
    price = models.PositiveBigIntegerField()
    notes = models.TextField(blank=True)

    class Meta:
        app_label = "plain"
        constraints = [
            models.UniqueConstraint(fields=["tenant", "code"], name="plain_trip_code"),
            models.UniqueConstraint(fields=["tenant", "id"], name="plain_trip_identity"),
        ]
        indexes = [
            models.Index(fields=["tenant", "starts_at"], name="plain_trip_start"),
            models.Index(fields=["tenant", "boat"], name="plain_trip_boat"),
        ]

    def __str__(self) -> str:
        return self.code
