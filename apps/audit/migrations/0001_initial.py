"""The log's tables: partitioned, so they are written as SQL, and Django only knows how to read them."""

from django.db import migrations, models

from apps.audit import sql


def create(apps, schema_editor):
    for statement in (sql.TABLES, sql.COMPRESSION):
        schema_editor.execute(statement)
    for table in sql.PARTITIONED:
        schema_editor.execute(sql.default_partition(table))
    for statement in sql.access([f"{table}_default" for table in sql.PARTITIONED]):
        schema_editor.execute(statement)


def drop(apps, schema_editor):
    schema_editor.execute(sql.DROP_TABLES)


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Entry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            ],
            options={
                "verbose_name": "audit entry",
                "verbose_name_plural": "audit entries",
                "db_table": "audit_entry",
                "managed": False,
                "default_permissions": ("view",),
            },
        ),
        migrations.CreateModel(
            name="WritingRequest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            ],
            options={
                "verbose_name": "writing request",
                "verbose_name_plural": "writing requests",
                "db_table": "audit_request",
                "managed": False,
                "default_permissions": (),
            },
        ),
        migrations.RunPython(create, drop),
    ]
