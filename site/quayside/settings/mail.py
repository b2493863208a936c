"""Outgoing mail, from EMAIL_URL."""

from urllib.parse import parse_qs, unquote, urlsplit

from quayside.settings.base import ENVIRONMENT

DEFAULT_FROM_EMAIL = SERVER_EMAIL = ENVIRONMENT.email_from

_DJANGO = "django.core.mail.backends"
_BACKENDS = {
    "console": f"{_DJANGO}.console.EmailBackend",
    "file": "quayside.mail_files.InOrder",
    "memory": f"{_DJANGO}.locmem.EmailBackend",
}
_url = urlsplit(ENVIRONMENT.email_url)
EMAIL_BACKEND = _BACKENDS.get(_url.scheme, f"{_DJANGO}.smtp.EmailBackend")
EMAIL_TIMEOUT = 10
if _url.scheme == "file":
    EMAIL_FILE_PATH = unquote(_url.path)
elif _url.scheme in {"smtp", "smtps"}:
    EMAIL_HOST = _url.hostname or "localhost"
    EMAIL_USE_SSL = _url.scheme == "smtps"
    EMAIL_USE_TLS = not EMAIL_USE_SSL and parse_qs(_url.query).get("tls", ["0"])[0] == "1"
    EMAIL_PORT = _url.port or (465 if EMAIL_USE_SSL else 587 if EMAIL_USE_TLS else 25)
    EMAIL_HOST_USER = unquote(_url.username or "")
    EMAIL_HOST_PASSWORD = unquote(_url.password or "")
