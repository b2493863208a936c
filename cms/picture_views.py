"""Sizes of pictures, drawn when they are first asked for."""

from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe
from wagtail.images import get_image_model
from wagtail.images.models import SourceImageIOError

from apps.files.pictures import BROKEN
from cms import pictures
from cms.media import SECONDS


@require_safe
def picture(request: HttpRequest, pk: int, signature: str, version: str, name: str) -> HttpResponseBase:
    """One size of a picture of this business; what no page named is not there."""
    size = pictures.Size.named(name)
    if size is None or not pictures.is_signed(signature, pk, version, name):
        raise Http404
    image = get_object_or_404(get_image_model(), pk=pk)
    if pictures.version_of(image) != version:
        # A page from before the change still shows the picture.
        return redirect(pictures.address(image, size))
    try:
        rendition = image.get_rendition(pictures.Drawing(size))
        file = rendition.file.open("rb")
    except (SourceImageIOError, *BROKEN) as error:
        raise Http404 from error
    response = FileResponse(file, content_type=pictures.FORMATS[size.format])
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    patch_cache_control(response, public=True, max_age=SECONDS, immutable=True)
    return response
