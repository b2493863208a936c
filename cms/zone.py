"""Whose clock the editor goes by: the one that `apps.accounts` chose for the request, as everywhere else."""

from contextlib import AbstractContextManager, nullcontext

from wagtail.admin import localization


def stays(_zone: object) -> AbstractContextManager[None]:
    """In place of Wagtail's change to the installation's zone: schedules and notices would be read in UTC."""
    return nullcontext()


def keep() -> None:
    """From now on Wagtail leaves the zone alone."""
    localization.override_tz = stays
