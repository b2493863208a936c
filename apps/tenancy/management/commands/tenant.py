"""Run a management command inside one business: `manage.py tenant coral update_index`.

`export FILE`, `restore FILE` and `delete` are about the business itself.
"""

import argparse
from typing import Any, Final

from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand, CommandError, CommandParser

from apps.tenancy import context
from apps.tenancy.models import Tenant

WITHIN: Final = {"export": "tenant_export"}
# These make or end the business, so they are told its address instead of running inside it.
ABOUT: Final = {"restore": "tenant_restore", "delete": "tenant_delete"}


class Command(BaseCommand):
    help = "Run a command with one business bound; also: export FILE, restore FILE, delete."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slug", help='address of the business, or "all"')
        parser.add_argument("command", help="name of the command")
        parser.add_argument("arguments", nargs=argparse.REMAINDER)

    def handle(self, *args: Any, **options: Any) -> None:
        slug, name = options["slug"], options["command"]
        if name in (*ABOUT, *WITHIN) and slug == "all":
            raise CommandError(f"{name} is for one business at a time.")
        if name in ABOUT:
            call_command(ABOUT[name], slug, *options["arguments"])
            return
        name = WITHIN.get(name, name)
        if name not in get_commands():
            raise CommandError(f"There is no command {name!r}.")
        for tenant in self._tenants(slug):
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
