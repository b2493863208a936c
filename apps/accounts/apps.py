"""Accounts' place in Django."""

from allauth.usersessions.apps import UserSessionsConfig
from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "apps.accounts"
    label = "accounts"
    verbose_name = _("People")
    default = True

    def ready(self) -> None:
        from apps.accounts import receivers, wiring  # noqa: F401


class SessionListConfig(UserSessionsConfig):  # type: ignore[misc]
    """allauth's table of sessions without its receivers, which would end the sessions of other hosts."""

    default = False

    def ready(self) -> None:
        """Sign-in records the session itself, in `apps.accounts.signin`."""
