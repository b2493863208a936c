"""Constraints that carry row-level security and composite keys through ordinary migrations."""

from collections.abc import Mapping
from typing import Any

from django.db import models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.backends.ddl_references import Statement, Table

from apps.tenancy import policies


class SchemaConstraint(models.BaseConstraint):
    """A constraint whose SQL runs after all tables of the migration stand."""

    def statements(self, model: type[models.Model]) -> list[str]:
        raise NotImplementedError

    def undo(self, model: type[models.Model]) -> list[str]:
        raise NotImplementedError

    def constraint_sql(self, model: Any, schema_editor: Any) -> Any:
        schema_editor.deferred_sql.extend(self._said(model, schema_editor, self.statements(model)))

    def create_sql(self, model: Any, schema_editor: Any) -> Any:
        self.constraint_sql(model, schema_editor)
        # Django puts what it is given behind the others: where a column has a default, without looking at it.
        return ""

    def remove_sql(self, model: Any, schema_editor: Any) -> Any:
        for statement in self.undo(model):
            schema_editor.execute(statement)

    def _said(
        self, model: type[models.Model], schema_editor: BaseDatabaseSchemaEditor, lines: list[str]
    ) -> list[Statement]:
        # A Statement knows its table, so Django drops it again when the same migration drops the table.
        table = Table(model._meta.db_table, schema_editor.quote_name)
        return [Statement("%(sql)s", sql=line, table=table) for line in lines]

    def validate(self, *args: Any, **kwargs: Any) -> None:
        """The database checks; a form has nothing to ask."""

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and self.deconstruct() == other.deconstruct()

    def __hash__(self) -> int:
        return hash((type(self), self.name))


class TenantIdentity(models.UniqueConstraint):
    """UNIQUE (tenant_id, id): what composite foreign keys point at. Never violated, so never validated."""

    def __init__(self, *, name: str, fields: Any = ("tenant", "id")) -> None:
        super().__init__(fields=list(fields), name=name)

    def deconstruct(self) -> Any:
        path, args, kwargs = super().deconstruct()
        kwargs.pop("fields")
        return path, args, kwargs

    def validate(self, *args: Any, **kwargs: Any) -> None:
        """An id is unique already."""


class RowSecurity(SchemaConstraint):
    """A tenant table: forced row security, the tenant as column default, and only then the grants."""

    def __init__(self, *, name: str, app: str = policies.ALL, signin: str = "") -> None:
        super().__init__(name=name)
        self.app, self.signin = app, signin

    def deconstruct(self) -> Any:
        path, args, kwargs = super().deconstruct()
        if self.app != policies.ALL:
            kwargs["app"] = self.app
        if self.signin:
            kwargs["signin"] = self.signin
        return path, args, kwargs

    def statements(self, model: type[models.Model]) -> list[str]:
        return policies.tenant_table(model._meta.db_table, app=self.app, signin=self.signin)

    def undo(self, model: type[models.Model]) -> list[str]:
        return policies.withdrawn(model._meta.db_table)


class Access(SchemaConstraint):
    """A table without tenant_id: who may do what, and which rows the app role sees (`visible`, an SQL condition)."""

    def __init__(self, *, name: str, grants: Mapping[str, str], visible: str = "") -> None:
        super().__init__(name=name)
        self.grants, self.visible = dict(grants), visible

    def deconstruct(self) -> Any:
        path, args, kwargs = super().deconstruct()
        kwargs["grants"] = self.grants
        if self.visible:
            kwargs["visible"] = self.visible
        return path, args, kwargs

    def statements(self, model: type[models.Model]) -> list[str]:
        table = model._meta.db_table
        if self.visible:
            return policies.visible_table(table, self.visible, grants=self.grants)
        return policies.global_table(table, grants=self.grants)

    def undo(self, model: type[models.Model]) -> list[str]:
        return policies.withdrawn(model._meta.db_table)


class TenantReference(SchemaConstraint):
    """FOREIGN KEY (tenant_id, x_id) REFERENCES target (tenant_id, id): no row can point out of its business."""

    def __init__(self, *, name: str, field: str) -> None:
        super().__init__(name=name)
        self.field = field

    def deconstruct(self) -> Any:
        path, args, kwargs = super().deconstruct()
        kwargs["field"] = self.field
        return path, args, kwargs

    def statements(self, model: type[models.Model]) -> list[str]:
        field: Any = model._meta.get_field(self.field)
        q = policies.quoted
        return [
            f"ALTER TABLE {q(model._meta.db_table)} ADD CONSTRAINT {q(self.name)} "
            f"FOREIGN KEY (tenant_id, {q(field.column)}) "
            f"REFERENCES {q(field.related_model._meta.db_table)} (tenant_id, id) "
            "DEFERRABLE INITIALLY DEFERRED"
        ]

    def undo(self, model: type[models.Model]) -> list[str]:
        q = policies.quoted
        return [f"ALTER TABLE {q(model._meta.db_table)} DROP CONSTRAINT {q(self.name)}"]
