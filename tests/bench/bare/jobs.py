"""Run as a program: the reference's page, made and asked for."""

import django

django.setup()

from django.test import Client  # noqa: E402
from wagtail.models import Page, Site  # noqa: E402

from tests.bench import shape, worker  # noqa: E402
from tests.bench.bare.models import BarePage, Row  # noqa: E402

_browser = Client(headers={"host": "localhost"})


def make() -> int:
    """The site with its home page, a menu of five and twenty rows; nothing when it is there."""
    if BarePage.objects.exists():
        return 0
    root = Page.get_first_root_node()
    text = f"<p>{shape.NOTES}</p>"
    home = root.add_child(
        instance=BarePage(
            title="Bare",
            slug="bare",
            body=[("hero", {"title": "Bare", "text": shape.NOTES}), ("text", text), ("text", text)],
        )
    )
    for number in range(5):
        home.add_child(instance=Page(title=f"Page {number}", slug=f"page-{number}", show_in_menus=True))
    Site.objects.all().delete()
    Site.objects.create(hostname="localhost", root_page=home, is_default_site=True)
    Row.objects.bulk_create(
        Row(name=f"Reef trip {number}", summary=shape.NOTES, price=8500 + number)
        for number in range(shape.SOLD)
    )
    return shape.SOLD


def page(*, count: int) -> float:
    """CPU seconds of one home page, one client alone, without the database's."""
    return worker.of_page(_browser, "/", count)["cpu"]


JOBS = {job.__name__: job for job in (make, page)}

if __name__ == "__main__":
    worker.serve(JOBS)
