"""Packs: `manage.py pack check|install|upgrade FOLDER`."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from apps.kernel import clock
from apps.kernel.errors import Refusal
from apps.operator_console import services
from apps.tenancy import context
from apps.tenancy.models import Tenant
from apps.tenancy.packs import collect, load


class Command(BaseCommand):
    help = "Check a pack, or bring it into a business (docs/packs.md)."
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser) -> None:
        actions = parser.add_subparsers(dest="action", required=True)
        check = actions.add_parser("check", help="say what is wrong; needs no database")
        check.add_argument("folder", type=Path, nargs="+")
        for action, about in (("install", "bring it in"), ("upgrade", "bring in a newer version")):
            one = actions.add_parser(action, help=about)
            one.add_argument("folder", type=Path)
            one.add_argument("--business", required=True, help="its address, as coral")
            one.add_argument("--dry-run", action="store_true", help="say what would be done, and do nothing")
            if action == "install":
                one.add_argument(
                    "--sample", action="store_true", help="the sample places, people, customers too"
                )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["action"] == "check":
            self._check(options["folder"])
            return
        with context.use_signin():
            tenant = Tenant.objects.filter(slug=options["business"]).first()
        if tenant is None:
            raise CommandError(f"There is no business at {options['business']!r}.")
        try:
            with context.use_tenant(tenant, request="command:pack"):
                self._bring(options)
        except Refusal as refusal:
            raise CommandError(str(refusal)) from refusal

    def _check(self, folders: list[Path]) -> None:
        wrong = 0
        for folder in folders:
            pack = load(folder)
            found = collect(pack)
            lines = pack.report.lines()
            wrong += len(lines)
            for line in lines:
                self.stdout.write(f"{folder}/{line}")
            items = sum(map(len, found.items.values()))
            self.stdout.write(f"{folder}: {items} items, {len(lines)} problems.")
        if wrong:
            raise SystemExit(1)

    def _bring(self, options: dict[str, Any]) -> None:
        folder, at = options["folder"], clock.now()
        if options["dry_run"]:
            done = services.plan(folder=folder, at=at)
        elif options["action"] == "upgrade":
            done = services.upgrade(folder=folder, by=None, at=at)
        else:
            done = services.install(folder=folder, sample=options["sample"], by=None, at=at)
        for line in done.lines():
            self.stdout.write(line)
        for kind, count in done.samples.items():
            self.stdout.write(f"sample    {kind}: {count}")
