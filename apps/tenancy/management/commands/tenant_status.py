"""Suspend, open or cancel a business."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from apps.kernel import clock
from apps.kernel.errors import Refusal
from apps.tenancy import context, services
from apps.tenancy.models import Tenant


class Command(BaseCommand):
    help = "Suspend, activate or cancel a business."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slug")
        parser.add_argument("to", choices=["suspend", "activate", "cancel"])
        parser.add_argument("--reason", default="", help="for suspend and cancel; the owner reads it")

    def handle(self, *args: Any, **options: Any) -> None:
        with context.use_signin():
            tenant = Tenant.objects.filter(slug=options["slug"]).first()
        if tenant is None:
            raise CommandError(f"There is no business at {options['slug']!r}.")
        at = clock.now()
        try:
            if options["to"] == "activate":
                services.activate(tenant=tenant, at=at)
            elif options["to"] == "suspend":
                services.suspend(tenant=tenant, reason=options["reason"], at=at)
            else:
                services.cancel(tenant=tenant, reason=options["reason"], at=at)
        except Refusal as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"{tenant.name} is {tenant.get_status_display()}.")
