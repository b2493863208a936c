"""The crawl knows a row of every table, or says which one it does not know."""

from django.db import connections

from tests.isolation.fillers import DERIVED, Filler, of_businesses


def test_every_table_of_businesses_holds_a_marked_row_of_both(both: dict[str, Filler]) -> None:
    empty = []
    for model in of_businesses():
        table = model._meta.db_table
        for filler in both.values():
            with connections["owner"].cursor() as cursor:
                if model._meta.label in DERIVED:
                    cursor.execute(f'SELECT count(*) FROM "{table}" WHERE tenant_id = %s', [filler.tenant.pk])
                else:
                    row = filler.filled[model]
                    column = model._meta.pk.column
                    cursor.execute(f'SELECT count(*) FROM "{table}" WHERE "{column}" = %s', [row.pk])
                if cursor.fetchone() == (0,):
                    empty.append((filler.tenant.slug, model._meta.label))
    assert not empty
