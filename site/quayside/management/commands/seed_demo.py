"""The demo's sample businesses."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from apps.kernel import clock
from quayside.demo import seed
from quayside.demo.state import DataDirectory


class Command(BaseCommand):
    """Makes what is missing and leaves the sign-ins where the landing page and the demo's table read them."""

    help = "Make the sample businesses of the demo (run by `manage.py demo`)."

    def handle(self, *args: Any, **options: Any) -> None:
        if not (settings.DEMO and settings.DEMO_SIGN_INS):
            raise CommandError("Sample businesses belong into a demo; run `python3 manage.py demo`.")
        target = Path(settings.DEMO_SIGN_INS)
        data = DataDirectory(target.parent)
        data.write(target.name, seed.seed(password=data.keys()["sign_in"], at=clock.now()))
