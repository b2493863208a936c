"""Whatever a business holds, its archive restores to the same graph, all of it inside, and leaves the old one alone."""

import json
from typing import Any
from uuid import uuid4

import pytest
from django.db import connections
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wagtail.models import Collection, Page, ReferenceIndex

from apps.accounts import services as accounts
from apps.tenancy import context, services
from apps.tenancy.models import Location
from apps.tenancy.takeout import deletion, opening
from tests.apps.tenancy.takeout import building, reading
from tests.apps.tenancy.takeout.test_round_trip import plain
from tests.conftest import NOW, person
from tests.people import BOTH

pytestmark = pytest.mark.django_db(transaction=True)

words = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), min_size=1, max_size=12)
numbers = st.integers(0, 50)
trees = st.lists(st.tuples(numbers, words, numbers), min_size=1, max_size=6)
plans = st.fixed_dictionaries(
    {
        "pages": trees,
        "papers": st.lists(
            st.tuples(words, st.binary(max_size=200), st.sets(words, max_size=2)), min_size=1, max_size=3
        ),
        "collections": st.lists(st.tuples(numbers, words), max_size=3),
        "places": st.sets(words.map(str.strip).filter(bool), max_size=3),
        "guests": st.lists(
            st.tuples(words, st.text(max_size=8).filter(lambda t: "\0" not in t), numbers), max_size=5
        ),
        "members": st.sets(
            st.sampled_from([BOTH, "owner@northgate.example", "new@people.example"]), max_size=3
        ),
    }
)


def make(plan: dict[str, Any], sample: Any) -> Any:
    """A business as planned; numbers choose among what is there already."""
    tenant = services.provision(slug=f"planned-{uuid4().hex[:8]}", name="Planned", at=NOW, plan="enterprise")
    with context.use_platform(tenant):
        for email in sorted(plan["members"]):
            accounts.add_member(email=email, role="staff", at=NOW)
    author = person(min(plan["members"])) if plan["members"] else None
    with context.use_tenant(tenant), context.atomic():
        for place in sorted(plan["places"]):
            Location.objects.create(name=f"{place}.", time_zone="UTC")
        collections = [Collection.objects.get()]
        for number, name in plan["collections"]:
            parent = Collection.objects.get(pk=collections[number % len(collections)].pk)
            collections.append(parent.add_child(name=name))
        papers = [_paper(n, collections, *paper) for n, paper in enumerate(plan["papers"])]
        picture = building.image("Boat")
        _pages(plan["pages"], sample, papers, picture, author)
        guests: list[Any] = []
        for name, phone, number in plan["guests"]:
            friend = guests[number % len(guests)] if guests else None
            notes = {"met": [friend.pk] if friend else [], "said": phone}
            guests.append(sample.Guest.objects.create(name=name, phone=phone, friend=friend, notes=notes))
        for number, guest in enumerate(guests):
            sample.Trip.objects.create(leader=guest, about=papers[number % len(papers)])
    return tenant


def _paper(number: int, collections: list[Any], title: str, content: bytes, tags: set[str]) -> Any:
    paper = building.document(f"paper{number}", content, tuple(sorted(tags)))
    paper.title, paper.collection = title, collections[number % len(collections)]
    paper.save()
    return paper


def _pages(tree: list[Any], sample: Any, papers: list[Any], picture: Any, author: Any) -> None:
    pages = [Page.objects.get(depth=1)]
    for place, (number, title, link) in enumerate(tree):
        parent = Page.objects.get(pk=pages[number % len(pages)].pk).specific
        leaflet = sample.Leaflet(title=title.strip() or "-", slug=f"page{place}", owner=author)
        pages.append(parent.add_child(instance=leaflet))
        names = {"page": pages[link % len(pages)], "paper": papers[link % len(papers)], "picture": picture}
        leaflet.body, leaflet.stream = building.linked(**names), building.stream(**names)
        leaflet.lines = [sample.LeafletLine(target=names["page"], text="line")]
        leaflet.save_revision(user=author).publish()
        ReferenceIndex.create_or_update_for_object(leaflet)


def told(tenant: Any, sample: Any) -> dict[str, Any]:
    """The business in words: every reference followed to what it names, as the app role sees it."""
    with context.use_tenant(tenant):
        papers = {paper.pk: paper for paper in building.Document.objects.all()}
        picture = building.Image.objects.get()
        paths = dict(Page.objects.values_list("pk", "url_path"))
        return {
            "pages": [
                _leaflet(page, papers, paths, picture) for page in sample.Leaflet.objects.order_by("path")
            ],
            "papers": [
                (p.title, _content(p), p.collection.name, sorted(t.name for t in p.tags.all()))
                for _pk, p in sorted(papers.items())
            ],
            "collections": list(Collection.objects.order_by("path").values_list("name", "depth", "numchild")),
            "problems": Page.find_problems(),
            "guests": [
                (g.name, g.phone, g.friend.name if g.friend else None, g.notes["said"], _met(g, sample))
                for g in sample.Guest.objects.order_by("pk")
            ],
            "trips": [(t.leader.name, t.about.title) for t in sample.Trip.objects.order_by("pk")],
        }


def _met(guest: Any, sample: Any) -> list[str]:
    return [sample.Guest.objects.get(pk=number).name for number in guest.notes["met"]]


def _content(paper: Any) -> bytes:
    with paper.file.open() as file:
        return bytes(file.read())


def _leaflet(page: Any, papers: Any, paths: Any, picture: Any) -> Any:
    revision = page.latest_revision.content
    stream = json.loads(revision["stream"])
    card = page.stream[3].value
    names = {"page": card["link"], "paper": card["paper"], "picture": page.stream[1].value}
    expected = building.linked(**names)
    return {
        "path": page.url_path,
        "title": page.title,
        "owner": page.owner and page.owner.email,
        "link": paths[card["link"].pk],
        "paper": papers[card["paper"].pk].title,
        "picture": page.stream[1].value == picture == building.Image.objects.get(pk=stream[1]["value"]),
        "body": _same(page.body, expected) and _same(page.stream[0].value.source, expected),
        "list": [paths[chosen.pk] for chosen in page.stream[2].value],
        "lines": [paths[line.target_id] for line in page.lines.all()],
        "revision": (
            revision["pk"] == page.pk,
            revision["path"] == page.path,
            paths[revision["lines"][0]["target"]],
        ),
        "found": sorted(
            (entry.model_path, entry.to_content_type.model)
            for entry in ReferenceIndex.get_references_for_object(page)
        ),
    }


def _same(text: str, expected: str) -> bool:
    """Equal but for the link that is none, whose number is nobody's."""
    return _without_plain_link(text) == _without_plain_link(expected)


def _without_plain_link(text: str) -> str:
    before, _, rest = text.partition('<a href="https://example.com/')
    return before + rest.partition(">")[2]


@given(plan=plans)
@settings(
    max_examples=6,
    deadline=None,
    derandomize=True,
    suppress_health_check=[
        HealthCheck.function_scoped_fixture,
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
    ],
)
def test_any_business_comes_back_as_the_same_graph(plan, sample, archive_of):
    tenant = make(plan, sample)
    before = reading.fingerprint(tenant)
    copy = opening.restore_from(archive_of(tenant), slug=f"copy-{uuid4().hex[:8]}", at=NOW).tenant
    assert plain(reading.ranked(copy)) == plain(reading.ranked(tenant))
    assert told(copy, sample) == told(tenant, sample)
    assert f"tenants/{tenant.pk}/" not in json.dumps(reading.rows_of(copy))
    assert reading.fingerprint(tenant) == before
    for each in (tenant, copy):
        deletion.delete(tenant=each, at=NOW, force=True)
    connections.close_all()
