"""Fills a business with pages, files, people and rows that name each other."""

import io
import json
from typing import Any

from django.core.files.base import ContentFile
from PIL import Image as Picture
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection, Page, ReferenceIndex
from wagtail.search.index import insert_or_update_object

from apps.tenancy import context
from apps.tenancy.models import Tenant

Document, Image = get_document_model(), get_image_model()


def png(colour: str = "teal") -> bytes:
    """A small real picture."""
    buffer = io.BytesIO()
    Picture.new("RGB", (8, 6), colour).save(buffer, "PNG")
    return buffer.getvalue()


def document(title: str, content: bytes = b"paper", tags: tuple[str, ...] = ()) -> Any:
    """A document with its file."""
    made = Document(title=title, collection=Collection.objects.first())
    made.file.save(f"{title}.txt", ContentFile(content), save=False)
    made.save()
    made.tags.add(*tags)
    return made


def image(title: str, tags: tuple[str, ...] = ()) -> Any:
    """A picture with a rendition."""
    content = ContentFile(png(), name=f"{title}.png")
    made = Image.objects.create(title=title, collection=Collection.objects.first(), file=content)
    made.tags.add(*tags)
    made.get_rendition("width-4")
    return made


def linked(*, page: Any, paper: Any, picture: Any) -> str:
    """Rich text that names all three, and what looks like it but is not."""
    return (
        f'<p>See <a id="{page.pk}" linktype="page">here</a> and <a linktype="document" id="{paper.pk}">there</a>, '
        f'<a href="https://example.com/?id={page.pk}" id="{page.pk}">not this</a>'
        f'<embed alt="a &quot;b&quot;" embedtype="image" format="left" id="{picture.pk}"/></p>'
    )


def stream(*, page: Any, paper: Any, picture: Any) -> str:
    """A stream's stored form, three levels deep."""
    words = linked(page=page, paper=paper, picture=picture)
    return json.dumps(
        [
            {"type": "words", "value": words, "id": "0b1fdf6e-54ce-4a08-a1dd-9a7a0a4c9a55"},
            {"type": "picture", "value": picture.pk, "id": "1"},
            {"type": "pages", "value": [{"type": "item", "value": page.pk, "id": "2"}], "id": "3"},
            {
                "type": "card",
                "value": {
                    "link": page.pk,
                    "paper": paper.pk,
                    "inner": [{"type": "words", "value": words, "id": "4"}],
                },
                "id": "5",
            },
        ]
    )


def fill(tenant: Tenant, sample: Any, *, owner: Any) -> None:
    """One of everything."""
    with context.use_tenant(tenant, actor=owner.pk), context.atomic():
        paper, picture = document("Rules", tags=("legal", "new")), image("Boat", tags=("new",))
        root = Page.objects.get(depth=1)
        home = root.add_child(instance=sample.Leaflet(title="Home", slug="leaflet", owner=owner))
        about = home.add_child(instance=sample.Leaflet(title="About", slug="leaf"))
        names = {"page": about, "paper": paper, "picture": picture}
        home.body, home.stream = linked(**names), stream(**names)
        home.lines = [sample.LeafletLine(target=about, text="one"), sample.LeafletLine(text="two")]
        home.save()
        home.title = "Home again"
        home.save_revision(user=owner).publish()
        for page in (home, about):
            ReferenceIndex.create_or_update_for_object(page)
            insert_or_update_object(page)
        ann = sample.Guest.objects.create(name="Ann", phone="+501 600 1234")
        bob = sample.Guest.objects.create(name="Bob", friend=ann, notes={"met": [ann.pk], "x": 1.50})
        trip = sample.Trip.objects.create(leader=bob, about=home)
        sample.Guest.objects.filter(pk=ann.pk).update(favourite=trip, friend=bob)
        bob.portrait.save("bob.png", ContentFile(png("red")))
