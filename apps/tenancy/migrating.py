"""Django's migrations, run without rendering every model again after every step.

After each operation Django makes the classes of all related models anew. Nearly every table here refers to the
business, so the work of a fresh database grows with the square of its tables: 36 s for 170 of them.
"""

from collections.abc import Generator, Iterable
from contextlib import contextmanager
from typing import Any, Final

from django.apps import apps
from django.core.management.commands import migrate
from django.db.migrations import Migration, operations
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.state import ProjectState

from apps.tenancy.models import GlobalModel, TenantModel

_COMMAND: Any = migrate
# What says no more than how a table stands that the same migration creates.
_SHAPES: Final = (operations.AddField, operations.AddIndex, operations.AddConstraint)


class Executor(MigrationExecutor):
    """Creates the tables of a migration as they stand at its end, with one rendering for all of them.

    Libraries go first: they change their tables often, and while few tables refer to theirs that is quick.
    """

    def migration_plan(
        self,
        targets: Iterable[tuple[str, str | None]],
        clean_start: bool = False,  # noqa: FBT001, FBT002  Django's
    ) -> list[tuple[Migration, bool]]:
        """Django's plan, with libraries' migrations as early as their dependencies let them be."""
        ours = _labels_of_ours()
        return super().migration_plan(sorted(targets, key=lambda target: target[0] in ours), clean_start)

    def apply_migration(
        self,
        state: ProjectState,
        migration: Migration,
        fake: bool = False,  # noqa: FBT001, FBT002  Django's
        fake_initial: bool = False,  # noqa: FBT001, FBT002  Django's
    ) -> ProjectState:
        """Django's way unless all the migration does is to create whole tables."""
        if fake or fake_initial or not _only_creates(migration):
            return super().apply_migration(state, migration, fake=fake, fake_initial=fake_initial)
        if self.progress_callback:
            self.progress_callback("apply_start", migration, fake)
        created = [each for each in migration.operations if isinstance(each, operations.CreateModel)]
        _mutate(state, migration, created)
        with self.connection.schema_editor(atomic=migration.atomic) as schema_editor:
            for each in created:
                each.database_forwards(migration.app_label, schema_editor, state, state)
            # References last: by then what they point at is unique, in whatever order the tables came.
            schema_editor.deferred_sql.sort(key=lambda sql: "FOREIGN KEY" in str(sql))
        self.record_migration(migration)  # type: ignore[call-arg, arg-type]  # the stubs are an older Django's
        if self.progress_callback:
            self.progress_callback("apply_success", migration, fake)
        return state


@contextmanager
def at_once() -> Generator[None]:
    """Django's command with this executor; the command has no place to give it one."""
    usual = _COMMAND.MigrationExecutor
    _COMMAND.MigrationExecutor = Executor
    try:
        yield
    finally:
        _COMMAND.MigrationExecutor = usual


def _labels_of_ours() -> set[str]:
    return {
        model._meta.app_label for model in apps.get_models() if issubclass(model, TenantModel | GlobalModel)
    }


def _only_creates(migration: Migration) -> bool:
    made = {each.name_lower for each in migration.operations if isinstance(each, operations.CreateModel)}
    return bool(made) and all(
        isinstance(each, operations.CreateModel)
        or (isinstance(each, _SHAPES) and each.model_name.lower() in made)
        for each in migration.operations
    )


def _mutate(state: ProjectState, migration: Migration, created: list[operations.CreateModel]) -> None:
    """Bring the state to the migration's end, and only then the classes."""
    rendered = state.__dict__.pop("apps", None)
    for each in migration.operations:
        each.state_forwards(migration.app_label, state)
    if rendered is not None:
        state.__dict__["apps"] = rendered
        state.reload_models([(migration.app_label, each.name_lower) for each in created], delay=True)
