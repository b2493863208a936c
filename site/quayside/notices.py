"""Messages for the next page, in a cookie or the session; free for requests that have and leave none."""

from typing import Any

from django.contrib.messages.storage.base import BaseStorage
from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.messages.storage.session import SessionStorage
from django.core import signing
from django.http import HttpRequest
from django.utils.functional import cached_property


class LateCookieStorage(CookieStorage):
    """Makes its signer when there is something to sign, not with every request."""

    def __init__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        BaseStorage.__init__(self, request, *args, **kwargs)

    @cached_property
    def signer(self) -> signing.TimestampSigner:
        """Signs and checks the cookie."""
        return signing.get_cookie_signer(salt=self.key_salt)


class Storage(FallbackStorage):
    """Django's usual one with the late cookie."""

    storage_classes = (LateCookieStorage, SessionStorage)
