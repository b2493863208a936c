"""Tenancy's place in Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TenancyConfig(AppConfig):
    name = "apps.tenancy"
    label = "tenancy"
    verbose_name = _("Businesses")

    def ready(self) -> None:
        from apps.tenancy import catalog, checks, plans, retrofit, schema, wiring  # noqa: F401

        schema.AFTER_MIGRATE.add("tenancy.retrofit", retrofit.retrofit)
        schema.AFTER_MIGRATE.add("tenancy.plans", plans.load)
