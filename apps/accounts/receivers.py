"""What accounts does when allauth says that something happened."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.signals import password_changed, password_set
from django.dispatch import receiver
from django.http import HttpRequest

from apps.accounts import signin
from apps.accounts.models import User
from apps.kernel import clock


@receiver([password_changed, password_set], dispatch_uid="accounts.password")
def list_the_session_anew(request: HttpRequest, user: User, **kwargs: Any) -> None:
    """A new password gives the session another key, so its line on the list needs the new name."""
    signin.record(request, user, ip=get_adapter().get_client_ip(request), at=clock.now())
