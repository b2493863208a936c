"""Wagtail's forms of pictures and documents, whose files are checked, drawn anew and counted.

Every way of uploading in the editor (one, many, from a chooser, another file for an old one) builds its form on these.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db.models import Sum
from django.forms.fields import FileField
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext_lazy as _
from wagtail.documents import get_document_model
from wagtail.documents.fields import WagtailDocumentField
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images import get_image_model
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from apps.files import room, uploads
from apps.kernel.errors import Refusal
from apps.tenancy import context

View = Callable[..., HttpResponseBase]
LIBRARY: Final = ("/cms/images/", "/cms/documents/")


class PictureField(WagtailImageField):
    """Takes what `apps.files` can draw anew; the form then holds the new picture."""

    def to_python(self, data: Any) -> Any:
        """The upload with clean content."""
        return _checked(self, data, image=True)


class PaperField(WagtailDocumentField):
    """Takes documents of the kinds on `apps.files`'s list, and pictures drawn anew."""

    def to_python(self, data: Any) -> Any:
        """The upload, known to be what its name says."""
        return _checked(self, data, image=False)


def _checked(field: FileField, data: Any, *, image: bool) -> Any:
    file = FileField.to_python(field, data)
    if file is None:
        return None
    try:
        upload = uploads.checked(file, image=image)
    except Refusal as error:
        raise ValidationError(str(error), code=error.code) from error
    file.name = upload.name
    file.seek(0)
    return file


class _Counted:
    """A form whose file needs room in the plan."""

    kind: type[FileField]
    fields: dict[str, Any]
    instance: Any
    cleaned_data: dict[str, Any]
    changed_data: list[str]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        old = self.fields.get("file")
        if old is not None:
            new = self.kind(label=old.label, required=old.required, widget=old.widget)
            new.widget.attrs.setdefault("accept", uploads.ACCEPTED)
            self.fields["file"] = new

    def clean_file(self) -> Any:
        """The file, for which there is room."""
        file = self.cleaned_data["file"]
        if file and "file" in self.changed_data:
            try:
                room.require(file.size, freed=self.instance.file_size or 0)
            except Refusal as error:
                raise ValidationError(str(error), code=error.code) from error
        return file


class PictureForm(_Counted, BaseImageForm):
    """A picture of the library."""

    kind = PictureField

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "description" in self.fields:
            self.fields["description"].help_text = _(
                "What the picture shows, for people who hear your site instead of seeing it."
            )

    class Meta(BaseImageForm.Meta):
        """As Wagtail has it."""


class DocumentForm(_Counted, BaseDocumentForm):
    """A document of the library."""

    kind = PaperField

    class Meta(BaseDocumentForm.Meta):
        """As Wagtail has it."""


def one_transaction(view: View) -> View:
    """What changes the library is checked and stored in one transaction: the room it takes is nobody else's then."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method != "POST" or not request.path_info.startswith(LIBRARY):
            return view(request, *args, **kwargs)
        with context.atomic():
            return view(request, *args, **kwargs)

    return guarded


def stored_bytes() -> int:
    """What pictures and documents of the bound business take, without sizes made of them."""
    return sum(
        int(model._default_manager.aggregate(all=Sum("file_size"))["all"] or 0)
        for model in (get_image_model(), get_document_model())
    )
