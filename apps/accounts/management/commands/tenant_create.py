"""Make a business and its owner, for the operator of an installation."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from apps.accounts import services as accounts
from apps.kernel import clock
from apps.kernel.errors import Refusal
from apps.tenancy import addresses, context
from apps.tenancy import services as tenancy
from apps.tenancy.models import Plan


class Command(BaseCommand):
    help = "Make a business and its owner, who sets a password through “Forgot your password?”."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slug", help="address of the business: the first part of its host name")
        parser.add_argument("--name", required=True)
        parser.add_argument("--owner", required=True, help="e-mail address of the owner")
        parser.add_argument("--owner-name", default="")
        parser.add_argument("--currency", default="USD")
        parser.add_argument("--time-zone", default="UTC")
        parser.add_argument("--plan", default="starter")

    def handle(self, *args: Any, **options: Any) -> None:
        at = clock.now()
        with context.use_platform():
            if not Plan.objects.filter(key=options["plan"]).exists():
                known = ", ".join(Plan.objects.values_list("key", flat=True))
                raise CommandError(f"There is no plan {options['plan']!r}; there are {known}.")
        try:
            tenant = tenancy.provision(
                slug=options["slug"],
                name=options["name"],
                currency=options["currency"],
                time_zone=options["time_zone"],
                plan=options["plan"],
                at=at,
            )
            with context.use_platform(tenant):
                accounts.add_member(email=options["owner"], role="owner", name=options["owner_name"], at=at)
        except Refusal as refusal:
            raise CommandError(str(refusal)) from refusal
        home = addresses.on_host(tenant.slug_host, "/accounts/password/reset/")
        self.stdout.write(f"{tenant.name} is there. {options['owner']} sets a password at {home}")
