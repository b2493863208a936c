"""The page of the look, its stylesheet and its logo."""

import io

import pytest
from django.http import HttpResponse
from PIL import Image

from apps.backoffice.models import BusinessLook
from apps.tenancy import context
from tests.apps.backoffice.look.test_logo import picture

LOOK, CSS, LOGO = "/admin/settings/look/", "/admin/look.css", "/admin/look/logo.png"


def text(response: HttpResponse) -> str:
    return response.content.decode()


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)


@pytest.fixture
def office(browser_of, owner):
    return browser_of(who=owner)


def upload(data: bytes, name: str = "logo.png") -> io.BytesIO:
    file = io.BytesIO(data)
    file.name = name
    return file


def test_a_colour_and_a_logo_are_chosen_shown_and_put_back(office, coral):
    assert text(office.get(CSS)) == ""
    assert office.get(LOGO).status_code == 404
    answer = office.post(LOOK, {"accent": "#8A3B2E", "logo": upload(picture())}, follow=True)
    page = text(answer)
    assert "The look is saved." in page
    assert f'href="{CSS}?v=1"' in page
    assert f'src="{LOGO}?v=1"' in page
    css = office.get(f"{CSS}?v=1")
    assert "--accent: light-dark(#8a3b2e" in text(css)
    assert css["Cache-Control"] == "private, max-age=31536000"
    logo = office.get(f"{LOGO}?v=1")
    assert Image.open(io.BytesIO(logo.content)).format == "PNG"
    assert logo["X-Content-Type-Options"] == "nosniff"
    assert "Back to Quayside" in text(office.get(f"{LOOK}reset/"))
    assert office.post(f"{LOOK}reset/").status_code == 302
    assert text(office.get(CSS)) == ""


def test_trying_a_colour_saves_nothing(office, coral):
    page = text(office.post(LOOK, {"accent": "#ffff00", "try": "1"}))
    assert "preview.css?accent=%23ffff00" in page
    with context.use_tenant(coral):
        assert not BusinessLook.objects.exists()
    sheet = text(office.get("/admin/look/preview.css", {"accent": "#ffff00"}))
    assert ".look-light { --accent" in sheet
    assert office.get("/admin/look/preview.css", {"accent": "red}"}).status_code == 404


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"accent": "red"}, "Write a colour"),
        ({"accent": "#0b7a75", "logo": b"<svg onload='alert(1)'/>"}, "SVG is not possible"),
        ({"accent": "#0b7a75", "logo": picture() + b"PK\x03\x04"}, "something besides the picture"),
    ],
)
def test_wrong_input_is_said_beside_its_field_and_saves_nothing(office, coral, given, sentence):
    data = {**given, **({"logo": upload(given["logo"])} if "logo" in given else {})}
    assert sentence in text(office.post(LOOK, data))
    with context.use_tenant(coral):
        assert not BusinessLook.objects.exists()


def test_the_brightness_is_each_persons_own(office, browser_of, guide):
    answer = office.post("/admin/look/theme/", {"theme": "dark", "next": LOOK})
    assert answer["Location"] == LOOK
    assert f"{CSS}?v=0&amp;theme=dark" in text(office.get(LOOK))
    assert text(office.get(CSS)) == ":root { color-scheme: dark; }\n"
    assert text(browser_of(who=guide).get(CSS)) == ""
    office.post("/admin/look/theme/", {"theme": "auto"})
    assert text(office.get(CSS)) == ""
    office.cookies["theme"] = "dark; } body { display: none"
    assert text(office.get(CSS)) == ""
    for elsewhere in ("https://evil.example/", "//evil.example", "900001", "home", "javascript:alert(1)"):
        answer = office.post("/admin/look/theme/", {"theme": "x", "next": elsewhere})
        assert answer["Location"] == "/admin/"


def test_only_who_may_changes_it_and_members_alone_see_it(browser_of, guide, stranger, office, coral):
    office.post(LOOK, {"accent": "#8a3b2e", "logo": upload(picture())})
    inside = browser_of(who=guide)
    assert inside.get(f"{CSS}?v=1").status_code == 200
    assert inside.get(LOGO).status_code == 200
    for path in (LOOK, f"{LOOK}reset/", "/admin/look/preview.css?accent=%23000000"):
        assert inside.get(path).status_code == 403
    assert inside.post(LOOK, {"accent": "#000000"}).status_code == 403
    nobody = browser_of()
    assert {nobody.get(path).status_code for path in (CSS, LOGO, LOOK)} == {302}
    elsewhere = browser_of("northgate.localhost", who=stranger)
    assert text(elsewhere.get(CSS)) == ""
    assert elsewhere.get(LOGO).status_code == 404
