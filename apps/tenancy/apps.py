"""Tenancy's place in Django."""

from django.apps import AppConfig


class TenancyConfig(AppConfig):
    name = "apps.tenancy"
    label = "tenancy"
    verbose_name = "Businesses"

    def ready(self) -> None:
        from apps.tenancy import catalog, checks, plans, retrofit, schema  # noqa: F401

        schema.AFTER_MIGRATE.add("tenancy.retrofit", retrofit.retrofit)
        schema.AFTER_MIGRATE.add("tenancy.plans", plans.load)
