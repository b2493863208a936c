"""Files to import, and imports taken through their steps as the pages and tasks would."""

import io
from typing import Any

import pytest
from django.core.files.base import ContentFile
from openpyxl import Workbook

from apps.accounts.models import Member
from apps.backoffice.imports import checking, runs, undoing, writing
from apps.backoffice.models import Import
from apps.backoffice.screens import registry
from apps.tenancy import context
from tests.conftest import NOW

HEADINGS = ("Name", "Time zone", "City", "Country", "Phone", "E-mail")


@pytest.fixture(autouse=True)
def own_folder(tmp_path, settings):
    """A media folder that goes with the test."""
    settings.MEDIA_ROOT = str(tmp_path / "media")
    return tmp_path / "media"


@pytest.fixture
def screen():
    """The screen that most of these tests fill."""
    return registry.find("tenancy", "location")


@pytest.fixture
def taxes():
    """The screen of what locations refer to."""
    return registry.find("tenancy", "taxprofile")


@pytest.fixture
def ada(in_coral, owner) -> Member:
    """The member who imports; the business is bound."""
    return Member.objects.select_related("user", "role").get(user=owner)


def csv_of(*rows: tuple[Any, ...], headings: tuple[str, ...] = HEADINGS, sign: str = ",") -> str:
    """Rows as a CSV text, nothing quoted that need not be."""
    lines = [headings, *rows]
    return "".join(sign.join(str(cell) for cell in line) + "\r\n" for line in lines)


def xlsx_of(*rows: tuple[Any, ...], headings: tuple[str, ...] = HEADINGS) -> bytes:
    """Rows as a workbook."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(list(headings))
    for row in rows:
        sheet.append(list(row))
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def uploaded(screen, member, content: str | bytes, name: str = "places.csv") -> Import:
    """An import whose columns are still open."""
    data = content.encode() if isinstance(content, str) else content
    return runs.upload(screen=screen, file=ContentFile(data, name=name), by=member, at=NOW)


def checked(
    screen, member, content: str | bytes, *, name: str = "places.csv", chosen=None, **options
) -> Import:
    """An import that is ready to start."""
    run = uploaded(screen, member, content, name)
    mapping = {int(c): k for c, k in run.mapping.items()} if chosen is None else chosen
    runs.decide(run=run, screen=screen, chosen=mapping, options={**run.options, **options}, by=member)
    checking.check(pk=run.pk, at=NOW)
    run.refresh_from_db()
    return run


def imported(screen, member, content: str | bytes, **options) -> Import:
    """A finished import."""
    return started(screen, checked(screen, member, content, **options))


def started(screen, run: Import) -> Import:
    """A checked import, done."""
    runs.start(run=run, screen=screen)
    writing.write(pk=run.pk, at=NOW)
    run.refresh_from_db()
    return run


def undone(run: Import, member) -> Import:
    """A finished import, taken back."""
    runs.begin_undo(run=run, by=member)
    undoing.undo(pk=run.pk, by=member.pk, at=NOW)
    run.refresh_from_db()
    return run


def sentences(run: Import) -> dict[int, list[str]]:
    """What is wrong, by the number of the row."""
    return {row.number: [problem[2] for problem in row.problems] for row in run.problem_rows.all()}


def bound(tenant):
    """The business bound, for tests that look at two."""
    return context.use_tenant(tenant)
