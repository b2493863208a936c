"""Files: the code's own (static) and the businesses' (media)."""

from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from quayside.settings.base import BASE_DIR, ENVIRONMENT

STATIC_URL = "/static/"
STATIC_ROOT = ENVIRONMENT.static_root
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "/media/"

_url = urlsplit(ENVIRONMENT.storage_url)
MEDIA_ROOT = unquote(_url.path) if _url.scheme == "file" else ""


def _media() -> dict[str, Any]:
    if _url.scheme == "file":
        return {"BACKEND": "apps.tenancy.storage.TenantStorage"}
    query = {key: values[0] for key, values in parse_qs(_url.query).items()}
    return {
        "BACKEND": "apps.tenancy.s3.TenantS3Storage",
        "OPTIONS": {"bucket_name": _url.hostname, "default_acl": "private", **query},
    }


_collected = ENVIRONMENT.static_mode == "collected"
STORAGES = {
    "default": _media(),
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if _collected
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_MAX_AGE = 3600
# Tests and a developer's own server take the files from where they are written.
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = not _collected
