"""Collects the public site's words for translation and compiles the translations."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from cms import texts


class Command(BaseCommand):
    help = "Bring locale/*/LC_MESSAGES up to the public site's words and compile them."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        """One line per language."""
        for language in texts.languages():
            lacking = texts.write(settings.BASE_DIR, language)
            self.stdout.write(f"{language}: {lacking} texts lack a translation")
