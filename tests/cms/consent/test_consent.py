"""Nothing optional is loaded before a visitor has said so; the answer is as easily taken back."""

import pytest

from cms.blocks.embedding import Embed, source_of
from cms.pages import StandardPage
from tests.cms.conftest import files
from tests.cms.seo.conftest import below

__all__ = ["below", "files"]
VIDEO = "https://www.youtube.com/watch?v=abcdefghijk"
FROM_HERE = {"origin": "http://coral.localhost"}


@pytest.fixture
def film(below) -> str:
    """A page with a video of another site."""
    below(StandardPage(title="Film", slug="film", body=[("embed", {"title": "Our reef", "url": VIDEO})]))
    return "/film/"


def choose(browser, choice, following="/film/", headers=FROM_HERE):
    """Press one of the two buttons."""
    return browser.post("/consent/", {"choice": choice, "next": following}, headers=headers)


def test_nothing_is_loaded_before_an_answer_and_both_answers_are_alike(browser_of, film):
    response = browser_of().get(film)
    html = response.content.decode()
    assert "<iframe" not in html and "youtube-nocookie" not in html
    assert "frame-src" not in response["Content-Security-Policy"]
    assert not response.cookies
    banner = html[html.index('class="consent"') :]
    for choice in ("necessary", "all"):
        assert f'<button class="button" type="submit" name="choice" value="{choice}">' in banner


def test_all_lets_the_frame_in_and_only_that_one(browser_of, film):
    browser = browser_of()
    answered = choose(browser, "all")
    assert (answered.status_code, answered["Location"]) == (303, film)
    cookie = answered.cookies["consent"]
    assert cookie.value.startswith("1.all.2") and len(cookie.value) == len("1.all.20261121")
    assert cookie["httponly"] and cookie["samesite"] == "Lax" and cookie["max-age"] == 180 * 24 * 3600
    response = browser.get(film)
    html = response.content.decode()
    assert 'src="https://www.youtube-nocookie.com/embed/abcdefghijk"' in html
    assert 'class="consent"' not in html
    policy = response["Content-Security-Policy"]
    assert policy.endswith("frame-src https://www.youtube-nocookie.com")
    assert "script-src 'self';" in policy
    assert "frame-src" not in browser.get("/about/")["Content-Security-Policy"]


def test_necessary_only_ends_the_question_and_loads_nothing(browser_of, film):
    browser = browser_of()
    choose(browser, "necessary")
    html = browser.get(film).content.decode()
    assert "<iframe" not in html and 'class="consent"' not in html
    assert 'value="all"' in html, "the place of the video still offers it"


def test_a_page_with_nothing_optional_does_not_ask(browser_of, coral):
    assert 'class="consent"' not in browser_of().get("/about/").content.decode()


def test_the_answer_is_changed_from_the_footer(browser_of, film):
    browser = browser_of()
    assert 'href="/consent/"' in browser.get("/about/").content.decode()
    assert "You have not chosen yet" in browser.get("/consent/").content.decode()
    choose(browser, "all", following="")
    assert "You allow everything" in browser.get("/consent/").content.decode()
    answered = choose(browser, "necessary", following="")
    assert answered["Location"] == "/consent/?done=1"
    assert "Your choice is saved" in browser.get(answered["Location"]).content.decode()
    assert "You allow only what is necessary" in browser.get("/consent/").content.decode()


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": "http://coral.localhost", "sec-fetch-site": "cross-site"},
        {"referer": "http://northgate.localhost/film/"},
    ],
)
def test_another_site_cannot_answer_for_the_visitor(browser_of, film, headers):
    response = choose(browser_of(), "all", headers=headers)
    assert response.status_code == 400 and not response.cookies


@pytest.mark.parametrize("following", ["https://evil.example/", "//evil.example/", "/\\evil.example", "x"])
def test_it_leads_nowhere_else(browser_of, film, following):
    assert choose(browser_of(), "all", following=following)["Location"] == "/consent/?done=1"


def test_an_answer_that_is_none_is_refused(browser_of, film):
    response = choose(browser_of(), "everything")
    assert response.status_code == 400 and "Please choose" in response.content.decode()


@pytest.mark.parametrize(
    ("address", "frame"),
    [
        (VIDEO, "https://www.youtube-nocookie.com/embed/abcdefghijk"),
        ("https://youtu.be/abcdefghijk?t=3", "https://www.youtube-nocookie.com/embed/abcdefghijk"),
        ("https://vimeo.com/123456789", "https://player.vimeo.com/video/123456789?dnt=1"),
        (
            "https://www.openstreetmap.org/export/embed.html?bbox=-1.5,53.7,-1.4,53.9&layer=mapnik",
            "https://www.openstreetmap.org/export/embed.html?bbox=-1.5,53.7,-1.4,53.9&layer=mapnik",
        ),
        ("https://evil.example/watch?v=abcdefghijk", None),
        ("https://www.youtube.com.evil.example/watch?v=abcdefghijk", None),
        ('https://youtu.be/abcdefghijk"><script>', None),
        ("javascript:alert(1)", None),
        ("http://youtu.be/abcdefghijk", None),
    ],
)
def test_frames_of_known_sites_alone(address, frame):
    found = source_of(address)
    assert (found[1] if found else None) == frame
    assert Embed().meta.template
