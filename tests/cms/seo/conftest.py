"""Pages of the dive shop, as search engines meet them."""

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from wagtail.models import Page

from apps.tenancy import context
from apps.tenancy.models import Tenant
from cms.pages import HomePage
from tests.cms.conftest import files

__all__ = ["files"]


@pytest.fixture
def below(coral: Tenant) -> Callable[..., Any]:
    """Adds a page below another one, the home page unless said."""

    def make(page: Any, parent: Any = None) -> Any:
        with context.use_tenant(coral):
            above = Page.objects.get(pk=parent.pk) if parent else HomePage.objects.get()
            return above.add_child(instance=page)

    return make


def tags(html: str) -> dict[str, str]:
    """Names and contents of the meta tags."""
    return dict(re.findall(r'<meta (?:name|property)="([^"]+)" content="([^"]*)">', html))


def data(html: str) -> dict[str, Any]:
    """The JSON-LD by type; the last of each."""
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    return {node["@type"]: node for node in json.loads(found[1])["@graph"]} if found else {}


def text(browser: Client, path: str) -> str:
    """A page's HTML."""
    response = browser.get(path)
    assert response.status_code == 200, path
    content: str = response.content.decode()
    return content
