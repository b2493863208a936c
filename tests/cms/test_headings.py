"""A page read aloud leaves out no level of its headings, whatever an owner wrote where."""

import re
from typing import Any

import pytest

from apps.tenancy import context
from cms.headings import fitted
from cms.pages import HomePage, StandardPage

TEXT = "<h3>Tides</h3><p>Low at six.</p><h4>Moon</h4><p>Full.</p>"


@pytest.mark.parametrize(
    ("first", "text", "expected"),
    [
        (3, TEXT, TEXT),
        (2, "<p>No heading at all</p>", "<p>No heading at all</p>"),
        (2, "<h4>Moon</h4><h3>Tides</h3>", '<h2 class="like-h4">Moon</h2><h2 class="like-h3">Tides</h2>'),
        (
            2,
            "<h2>A</h2><h4>B</h4><h2>C</h2>",
            '<h2>A</h2><h3 class="like-h4">B</h3><h2>C</h2>',
        ),
        (2, "<hr><h3>One</h3><hr>", '<hr><h2 class="like-h3">One</h2><hr>'),
    ],
)
def test_headings_begin_where_they_stand_and_skip_nothing(first: int, text: str, expected: str) -> None:
    assert fitted(text, first=first) == expected


@pytest.mark.django_db
@pytest.mark.parametrize("title", ["", "At the quay"])
def test_cards_steps_people_and_texts_stand_below_what_is_above_them(
    coral: Any, browser_of: Any, title: str
) -> None:
    with context.use_tenant(coral):
        body = [
            {"type": "cards", "value": {"title": title, "items": [{"title": "Card"}]}},
            {"type": "steps", "value": {"title": title, "items": [{"title": "Step"}]}},
            {"type": "team", "value": {"title": title, "items": [{"name": "Ana", "role": "Guide"}]}},
            {"type": "text", "value": {"title": title, "html": TEXT}},
        ]
        page = StandardPage(title="Levels", slug="levels")
        page.body = page.body.stream_block.to_python(body)
        HomePage.objects.get().add_child(instance=page)
    html = browser_of().get("/levels/").content.decode()
    main = html[html.index("<main") : html.index("</main>")]
    levels = [int(level) for level in re.findall(r"<h([1-6])", main)]
    assert levels == ([1, 2, 3, 2, 3, 2, 3, 2, 3, 4] if title else [1, 2, 2, 2, 2, 3])
