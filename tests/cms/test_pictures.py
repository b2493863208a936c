"""Pictures in the sizes pages show."""

import io
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.template import Context, Template
from django.test import Client
from PIL import Image as Pillow
from wagtail.images.models import Image

from apps.files import pictures
from apps.tenancy import context
from apps.tenancy.models import Tenant
from cms.pictures import Size, address
from tests.apps.files.samples import located, noisy, picture

Browser = Callable[..., Client]


def read(response: Any) -> bytes:
    """The whole body. The file is closed, and not the response, which would close the test's connection as well."""
    body: bytes = response.getvalue()
    for close in response._resource_closers:
        close()
    return body


def stored(tenant: Tenant, data: bytes, name: str = "reef.jpg", **values: Any) -> Image:
    """A picture of the library."""
    with context.use_tenant(tenant):
        made = Image.objects.create(title="Reef", file=ContentFile(data, name=name), **values)
        made.file.close()
        return made


def shown(image: Image | None, arguments: str = "") -> str:
    """What the tag writes."""
    source = "{% load site %}{% site_picture image " + arguments + " %}"
    return Template(source).render(Context({"image": image}))


def addresses(html: str) -> list[str]:
    """All addresses in it."""
    return sorted(set(re.findall(r"/pictures/[^\s\"]+", html)))


def test_a_picture_costs_no_query_and_says_how_large_it_is(
    coral: Tenant, django_assert_num_queries: Any
) -> None:
    image = stored(coral, picture("JPEG", (1000, 500)), description='A "reef"')
    with context.use_tenant(coral):
        image = Image.objects.get(pk=image.pk)
        with django_assert_num_queries(0):
            html = shown(image, 'widths="400 800 1600" sizes="(min-width: 60rem) 33vw, 100vw"')
    assert 'width="1000" height="500"' in html
    assert 'alt="A &quot;reef&quot;"' in html
    assert 'loading="lazy"' in html and "fetchpriority" not in html
    assert html.count(" 400w") == html.count(" 800w") == html.count(" 1000w") == 2
    assert "1600w" not in html
    assert 'type="image/avif"' in html and ".webp" in html


def test_the_picture_above_the_fold_is_loaded_at_once(coral: Tenant) -> None:
    html = shown(stored(coral, picture("JPEG")), 'eager=True css="hero" alt=""')
    assert 'fetchpriority="high"' in html and "lazy" not in html
    assert 'class="hero"' in html and 'alt=""' in html


def test_no_picture_is_nothing() -> None:
    assert not shown(None)


def test_a_ratio_cuts_around_the_focal_point(browser_of: Browser, coral: Tenant) -> None:
    data = io.BytesIO()
    striped = Pillow.new("RGB", (900, 300), "red")
    striped.paste("blue", (600, 0, 900, 300))
    striped.save(data, "PNG")
    focus = {"focal_point_x": 750, "focal_point_y": 150, "focal_point_width": 100, "focal_point_height": 100}
    image = stored(coral, data.getvalue(), "reef.png", **focus)
    html = shown(image, 'widths="150 300 600" ratio="1x1"')
    assert 'width="300" height="300"' in html
    for place in addresses(html):
        response = browser_of().get(place)
        drawn = Pillow.open(io.BytesIO(read(response)))
        size = Size.named(place.rpartition("/")[2])
        assert size is not None and drawn.width == drawn.height == size.width
        middle: Any = drawn.convert("RGB").getpixel((drawn.width // 2, drawn.height // 2))
        assert middle[2] > 200 and middle[0] < 60


@pytest.mark.parametrize("format_", ["avif", "webp", "jpeg"])
def test_a_size_is_served_for_good_and_holds_nothing_but_pixels(
    browser_of: Browser, coral: Tenant, format_: str
) -> None:
    image = stored(coral, located())
    response = browser_of().get(address(image, Size(50, None, format_)))
    assert response["Content-Type"] == f"image/{format_}"
    assert "immutable" in response["Cache-Control"] and "public" in response["Cache-Control"]
    assert response["X-Content-Type-Options"] == "nosniff"
    content = read(response)
    assert b"Exif" not in content
    assert Pillow.open(io.BytesIO(content)).size == (50, 100)


def test_see_through_pixels_stay_so(browser_of: Browser, coral: Tenant) -> None:
    data = io.BytesIO()
    Pillow.new("RGBA", (60, 60), (0, 0, 0, 0)).save(data, "PNG")
    image = stored(coral, data.getvalue(), "logo.png")
    for format_, mode in (("avif", "RGBA"), ("webp", "RGBA"), ("jpeg", "RGB")):
        response = browser_of().get(address(image, Size(30, None, format_)))
        assert Pillow.open(io.BytesIO(read(response))).mode == mode


def test_only_what_a_page_named_is_served_and_only_by_its_business(
    browser_of: Browser, coral: Tenant, northgate: Tenant
) -> None:
    image, theirs = stored(coral, picture("JPEG")), stored(northgate, picture("JPEG"))
    place = address(image, Size(50, None, "webp"))
    assert browser_of("northgate.localhost").get(place).status_code == 404
    assert browser_of().get(address(theirs, Size(50, None, "webp"))).status_code == 404
    for wrong in (
        place.replace("50.webp", "51.webp"),
        place.replace("50.webp", "50.avif"),
        place.replace("50.webp", "original"),
        place.replace(f"/{image.pk}/", f"/{theirs.pk}/"),
        "/pictures/1/x/y/z",
    ):
        assert browser_of().get(wrong).status_code == 404, wrong
    with context.use_tenant(coral):
        assert not image.renditions.exists()


def test_another_focal_point_is_another_address_and_the_old_one_leads_there(
    browser_of: Browser, coral: Tenant
) -> None:
    image = stored(coral, picture("JPEG"))
    old = address(image, Size(50, 50, "webp"))
    with context.use_tenant(coral):
        image.focal_point_x = image.focal_point_y = image.focal_point_width = image.focal_point_height = 5
        image.save()
    new = address(image, Size(50, 50, "webp"))
    assert new != old
    assert browser_of().get(old)["Location"] == new


def test_a_picture_whose_file_is_gone_is_not_found(browser_of: Browser, coral: Tenant) -> None:
    image = stored(coral, picture("JPEG"))
    with context.use_tenant(coral):
        image.file.storage.delete(image.file.name)
    assert browser_of().get(address(image, Size(50, None, "avif"))).status_code == 404


def test_a_photo_of_12_megapixels_is_decoded_no_larger_than_it_is_drawn(
    browser_of: Browser, coral: Tenant, monkeypatch: pytest.MonkeyPatch
) -> None:
    image = stored(coral, noisy())
    decoded: list[tuple[int, int]] = []
    bare = pictures.bare

    def noted(opened: Pillow.Image) -> Pillow.Image:
        decoded.append(opened.size)
        return bare(opened)

    monkeypatch.setattr(pictures, "bare", noted)
    for format_ in ("avif", "webp"):
        assert read(browser_of().get(address(image, Size(800, None, format_))))
    # A JPEG is decoded at a half, a quarter or an eighth; the whole has four times as many pixels.
    assert decoded == [(2000, 1500)] * 2
