"""Private files by signed link."""

from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from apps.files import links
from apps.kernel import clock
from apps.kernel.errors import NotFound


@require_safe
def private_file(request: HttpRequest, token: str) -> FileResponse:
    """The file for whoever holds the link, to be saved and never shown; nothing in it runs."""
    try:
        name, filename = links.opened(token, at=clock.now())
        file = default_storage.open(name)
    except (NotFound, FileNotFoundError, SuspiciousFileOperation) as error:
        raise Http404 from error
    response = FileResponse(
        file, as_attachment=True, filename=filename, content_type="application/octet-stream"
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["X-Robots-Tag"] = "noindex"
    patch_cache_control(response, private=True, no_store=True)
    return response
