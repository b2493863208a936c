"""What the editor's tests work with."""

import gc
import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image as Picture
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.models import Page

from apps.accounts.models import User
from apps.tenancy import context
from apps.tenancy.models import Tenant


@pytest.fixture(autouse=True)
def files(settings: Any, tmp_path: Path) -> Iterator[Path]:
    """Files of this test stand in a folder of their own; what it left open is collected with it."""
    settings.MEDIA_ROOT = str(tmp_path)
    yield tmp_path
    gc.collect()


def read(response: Any) -> bytes:
    """The whole body; the file behind it is closed."""
    body: bytes = response.getvalue()
    response.close()
    return body


@pytest.fixture
def editor(browser_of: Callable[..., Client], owner: User) -> Client:
    """The owner of the dive shop, signed in."""
    return browser_of(who=owner)


@pytest.fixture
def other(browser_of: Callable[..., Client], stranger: User) -> Client:
    """The owner of the other business, signed in there."""
    return browser_of("northgate.localhost", who=stranger)


def png() -> bytes:
    """A small picture."""
    data = io.BytesIO()
    Picture.new("RGB", (64, 48), "teal").save(data, "PNG")
    return data.getvalue()


def upload(name: str = "reef.png") -> SimpleUploadedFile:
    """A picture as a browser sends it."""
    return SimpleUploadedFile(name, png(), "image/png")


def page(tenant: Tenant, title: str, **values: Any) -> Page:
    """A page below the root of a business."""
    with context.use_tenant(tenant):
        return Page.get_first_root_node().add_child(instance=Page(title=title, **values))


def image(tenant: Tenant, title: str = "Reef") -> Image:
    """A picture of a business."""
    with context.use_tenant(tenant):
        return Image.objects.create(title=title, file=ContentFile(png(), name="reef.png"))


def document(tenant: Tenant, title: str = "Waiver", name: str = "waiver.txt") -> Document:
    """A document of a business."""
    with context.use_tenant(tenant):
        return Document.objects.create(title=title, file=ContentFile(b"Sign here.", name=name))
