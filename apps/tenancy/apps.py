"""Tenancy's place in Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TenancyConfig(AppConfig):
    name = "apps.tenancy"
    label = "tenancy"
    verbose_name = _("Businesses")

    def ready(self) -> None:
        from apps.tenancy import catalog, checks, plans, retrofit, schema  # noqa: F401
        from apps.tenancy.packs import SAMPLES, SECTIONS, places

        SECTIONS.add("setting", places.Settings())
        SAMPLES.add("places", places.Places())
        schema.AFTER_MIGRATE.add("tenancy.retrofit", retrofit.retrofit)
        schema.AFTER_MIGRATE.add("tenancy.plans", plans.load)
