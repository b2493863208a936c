"""What a browser may load and do on each part of the site."""

from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from apps.tenancy.hosts import normalise_host

STRICT: Final = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
PREVIEW: Final = STRICT.replace("frame-ancestors 'none'", "frame-ancestors 'self'")
# Wagtail's admin carries inline scripts and styles, and previews pages in a frame of the same site.
CMS: Final = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; frame-src 'self'; "
    "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'"
)
PERMISSIONS: Final = "camera=(), microphone=(), geolocation=(), payment=(), usb=(), interest-cohort=()"
BY_PREFIX: Final = (("/cms/", CMS),)


class ContentSecurityMiddleware:
    """Content-Security-Policy and Permissions-Policy by the part of the site; a view's own header stays."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        headers = response.headers
        if "Content-Security-Policy" not in headers:
            frames = getattr(request, "frame_sources", ())
            # Frames of other sites stand where the visitor has allowed them, and nowhere else.
            added = f"; frame-src {' '.join(frames)}" if frames else ""
            headers["Content-Security-Policy"] = _policy(request) + added
        headers.setdefault("Permissions-Policy", PERMISSIONS)
        if settings.SECURE_HSTS_SECONDS and request.is_secure() and _is_own_domain(request):
            # The rest of a business's domain is not ours to bind to HTTPS.
            headers.setdefault("Strict-Transport-Security", f"max-age={settings.SECURE_HSTS_SECONDS}")
        return response


def _is_own_domain(request: HttpRequest) -> bool:
    host = normalise_host(request.META.get("HTTP_HOST", ""))
    return host != settings.PLATFORM_HOST and not host.endswith(f".{settings.PLATFORM_HOST}")


def _policy(request: HttpRequest) -> str:
    # A page that is not yet published is made at its own address and shown in a frame of the editor.
    is_preview = getattr(request, "is_preview", False)
    return PREVIEW if is_preview and not request.path.startswith("/cms/") else policy(request.path)


def policy(path: str) -> str:
    """The policy of a path."""
    for prefix, text in BY_PREFIX:
        if path.startswith(prefix):
            return text
    return STRICT
