"""Mails written to files, for the demo."""

import time
from pathlib import Path

from django.core.mail.backends.filebased import EmailBackend


class InOrder(EmailBackend):
    """Django's, with names that stand in the order of writing; its own hold the second and chance."""

    _fname: str | None

    def _get_filename(self) -> str:
        if self._fname is None:
            self._fname = str(Path(self.file_path) / f"{time.time_ns():020}-{id(self):x}.log")
        return self._fname
