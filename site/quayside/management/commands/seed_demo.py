"""The demo's sample businesses."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from apps.kernel import clock
from quayside.demo import environment, seed
from quayside.demo.state import DataDirectory


class Command(BaseCommand):
    """Makes what is missing and leaves the sign-ins for the demo's table."""

    help = "Make the sample businesses of the demo (run by `manage.py demo`)."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("Sample businesses belong into a demo; run `python3 manage.py demo`.")
        data = DataDirectory(Path(settings.DEMO_SIGN_INS).parent)
        samples = seed.seed(password=data.keys()["sign_in"], at=clock.now())
        data.write(environment.SAMPLES, samples)
