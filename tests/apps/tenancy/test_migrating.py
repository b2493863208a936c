"""How a database is brought to what the code expects. That the result is whole, every other test shows."""

from django.db import connections
from django.db.migrations import Migration, operations

from apps.tenancy import migrating
from apps.tenancy.migrating import Executor


def plan() -> list[Migration]:
    executor = Executor(connections["default"])
    return [step for step, _ in executor.migration_plan(executor.loader.graph.leaf_nodes(), clean_start=True)]


def test_libraries_are_migrated_while_few_tables_refer_to_theirs(db):
    order = [step.app_label for step in plan()]
    assert max(n for n, label in enumerate(order) if label == "wagtailcore") < order.index("customers")


def test_no_migration_comes_before_one_it_depends_on(db):
    graph = Executor(connections["default"]).loader.graph
    seen: set[tuple[str, str]] = set()
    for step in plan():
        key = step.app_label, step.name
        assert {parent.key for parent in graph.node_map[key].parents} <= seen
        seen.add(key)


def test_tables_are_created_at_once_only_where_nothing_else_is_done(db):
    at_once = {(step.app_label, step.name) for step in plan() if migrating._only_creates(step)}
    assert ("customers", "0001_initial") in at_once
    assert ("tenancy", "0003_custom") not in at_once
    for step in plan():
        if (step.app_label, step.name) in at_once:
            assert not any(
                isinstance(each, operations.RunPython | operations.RunSQL) for each in step.operations
            )
