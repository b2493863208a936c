"""Passkeys on a business's host: they live on the platform's."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect

from apps.tenancy import addresses


def elsewhere(request: HttpRequest) -> HttpResponseBase:
    """The page of passkeys, where it works."""
    return redirect(addresses.platform("/accounts/2fa/webauthn/"))
