"""Run a management command inside one business: `manage.py tenant coral update_index`."""

import argparse
from typing import Any

from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand, CommandError, CommandParser

from apps.tenancy import context
from apps.tenancy.models import Tenant


class Command(BaseCommand):
    help = "Run a command with one business bound (see `tenant <slug> --help`)."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slug", help='address of the business, or "all"')
        parser.add_argument("command", help="name of the command")
        parser.add_argument("arguments", nargs=argparse.REMAINDER)

    def handle(self, *args: Any, **options: Any) -> None:
        name = options["command"]
        if name not in get_commands():
            raise CommandError(f"There is no command {name!r}.")
        for tenant in self._tenants(options["slug"]):
            with context.use_tenant(tenant, request=f"command:{name}"[:64]):
                call_command(name, *options["arguments"])

    def _tenants(self, slug: str) -> list[Tenant]:
        with context.use_signin():
            if slug == "all":
                return list(Tenant.objects.order_by("pk"))
            found = Tenant.objects.filter(slug=slug).first()
        if found is None:
            raise CommandError(f"There is no business at {slug!r}.")
        return [found]
