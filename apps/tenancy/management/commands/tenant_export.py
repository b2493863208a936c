"""Write the bound business to a file: `manage.py tenant coral export coral.zip`."""

import getpass
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from apps.kernel import clock
from apps.kernel.errors import Refusal
from apps.tenancy.takeout import opening

SHORTEST = 12


def passphrase(options: dict[str, Any], *, prompt: bool = False) -> str:
    """From the file named on the command line, or asked for; empty without either. Raises CommandError."""
    if options["passphrase_file"] is not None:
        try:
            found = Path(options["passphrase_file"]).read_text().strip("\r\n")
        except (OSError, UnicodeDecodeError) as error:
            raise CommandError(f"The passphrase cannot be read: {error}.") from error
    elif prompt and options.get("encrypt"):
        found = getpass.getpass("Passphrase: ")
        if found != getpass.getpass("Again: "):
            raise CommandError("The passphrases differ.")
    else:
        return ""
    if len(found) < SHORTEST:
        raise CommandError(f"The passphrase needs at least {SHORTEST} characters.")
    return found


class Command(BaseCommand):
    help = "Write all rows and files of the business to a new file."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", help="the zip to make")
        parser.add_argument("--passphrase-file", help="encrypt it with the passphrase in this file")
        parser.add_argument("--encrypt", action="store_true", help="ask for a passphrase and encrypt")

    def handle(self, *args: Any, **options: Any) -> None:
        secret = passphrase(options, prompt=True)
        path = Path(options["file"]).absolute()
        try:
            done = opening.export_to(path, at=clock.now(), passphrase=secret)
        except FileExistsError as error:
            raise CommandError(f"{path} exists already.") from error
        except OSError as error:
            raise CommandError(f"{path} cannot be written: {error.strerror or error}.") from error
        except Refusal as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"{path}: {done.rows} rows, {done.files} files, {path.stat().st_size} bytes.")
        for name in done.left_out:
            self.stderr.write(f"Left out, since no archive can carry its name: {name!r}")
        if not secret:
            self.stderr.write(
                "The archive holds personal data in readable form. "
                "Keep it safe, or encrypt it with --passphrase-file."
            )
