"""Run as a program, as the owner: makes and fills the reference's tables."""

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.db import connections, transaction  # noqa: E402

from tests.bench import shape  # noqa: E402
from tests.bench.plain.models import Boat, Business, Trip  # noqa: E402

TABLES = "plain_business, plain_boat, plain_trip"


def make() -> None:
    """Tables that the app role may use."""
    app = settings.DATABASES["default"]["USER"]
    with connections["owner"].schema_editor() as editor:
        for model in (Business, Boat, Trip):
            editor.create_model(model)
    with transaction.atomic("owner"), connections["owner"].cursor() as cursor:
        cursor.execute(f'GRANT SELECT, INSERT, UPDATE, DELETE ON {TABLES} TO "{app}"')
        cursor.execute(f'GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO "{app}"')
        slugs = [[shape.slug(number)] for number in range(1, shape.FEW + 1)]
        cursor.executemany("INSERT INTO plain_business (slug) VALUES (%s)", slugs)
        cursor.execute(shape.fill_boats("plain_boat", "plain_business"))
        cursor.execute(shape.fill_trips("plain_trip", "plain_boat", "plain_business"))


if __name__ == "__main__":
    make()
