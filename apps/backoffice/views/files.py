"""Files in the owner's fields of a record."""

from typing import Any

from django.core.exceptions import SuspiciousFileOperation
from django.http import FileResponse, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from apps.accounts.models import Member
from apps.backoffice.models import CustomFile
from apps.backoffice.screens.declaration import Screen
from apps.backoffice.views import gate
from apps.files.pictures import TYPES
from apps.kernel.errors import NotFound

SHOWN = frozenset(TYPES.values())


@require_safe
@gate.screen_page("view")
def field_file(request: HttpRequest, screen: Screen, member: Member, pk: int, key: str) -> HttpResponseBase:
    """The file in a field, for who may see the record. Pictures are shown, all else is saved; nothing in it runs."""
    record = gate.record_of(screen, member, pk)
    attribute = screen.attribute(f"custom.{key}")
    value: Any = attribute.value(record) if attribute is not None and attribute.own else None
    if not isinstance(value, CustomFile):
        raise NotFound
    # Another file is another row.
    etag = quote_etag(f"{value.pk}-{value.size}")
    response = get_conditional_response(request, etag=etag) or _sent(value)
    response.headers["ETag"] = etag
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    patch_cache_control(response, private=True, no_cache=True)
    return response


def _sent(value: CustomFile) -> FileResponse:
    try:
        content = value.file.open()
    except (FileNotFoundError, SuspiciousFileOperation) as error:
        raise NotFound from error
    saved = value.content_type not in SHOWN
    return FileResponse(content, as_attachment=saved, filename=value.name, content_type=value.content_type)
