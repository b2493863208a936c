"""Let a business answer at a host of its own, or no longer."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from apps.kernel import clock
from apps.kernel.errors import Refusal
from apps.tenancy import context, services
from apps.tenancy.models import Domain, Tenant


class Command(BaseCommand):
    help = "Add or remove a host name of a business. Its DNS has to lead here."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slug")
        parser.add_argument("what", choices=["add", "remove"])
        parser.add_argument("host")
        parser.add_argument("--primary", action="store_true", help="links in mails lead there")

    def handle(self, *args: Any, **options: Any) -> None:
        with context.use_signin():
            tenant = Tenant.objects.filter(slug=options["slug"]).first()
            domain = Domain.objects.filter(tenant=tenant, host=options["host"].lower()).first()
        if tenant is None:
            raise CommandError(f"There is no business at {options['slug']!r}.")
        at = clock.now()
        try:
            if options["what"] == "add":
                services.add_domain(tenant=tenant, host=options["host"], primary=options["primary"], at=at)
            elif domain is None:
                raise CommandError(f"{tenant.name} does not answer at {options['host']}.")
            else:
                services.remove_domain(domain=domain, at=at)
        except Refusal as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write("Done; every process follows within two seconds.")
