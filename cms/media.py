"""Files that pages show: pictures of the bound business, straight from its storage."""

import mimetypes
from typing import Final

from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from apps.tenancy import context
from apps.tenancy.storage import PATH

SHOWN: Final = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp", "image/avif"})
# What pages show: the library's pictures, their sizes, portraits of the editor's people, the logo. Whatever else is
# stored (documents, exports, imports, archives) has a view of its own, which asks who wants it.
FOLDERS: Final = ("original_images/", "images/", "avatar_images/", "look/")
SECONDS: Final = 365 * 24 * 3600
_LONGEST_NAME: Final = 255


@require_safe
def serve(request: HttpRequest, path: str) -> HttpResponseBase:
    """One file of this business; whatever is no picture is offered for download."""
    if not _is_ours(path):
        raise Http404
    try:
        file = default_storage.open(path)
    except (FileNotFoundError, IsADirectoryError, NotADirectoryError, SuspiciousFileOperation) as error:
        raise Http404 from error
    kind = mimetypes.guess_type(path)[0]
    shown = kind in SHOWN
    response = FileResponse(
        file, as_attachment=not shown, content_type=kind if shown else "application/octet-stream"
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    # A name is never used again, so what stands under it never changes.
    patch_cache_control(response, public=True, max_age=SECONDS, immutable=True)
    return response


def _is_ours(path: str) -> bool:
    found = PATH.match(path)
    if found is None or int(found[1]) != context.current_tenant_id():
        return False
    parts = path.split("/")
    if any(part in {"", ".", ".."} or len(part.encode()) > _LONGEST_NAME for part in parts):
        return False
    return "\0" not in path and path[found.end() :].startswith(FOLDERS)
