"""Tasks that libraries declare through `django_tasks`, as Wagtail does for its indexes.

They know nothing of businesses, so they run inside a task that does.
"""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.module_loading import import_string
from django_tasks.backends.base import BaseTaskBackend
from django_tasks.base import Task, TaskResult, TaskResultStatus
from django_tasks.exceptions import InvalidTaskError

from apps.tenancy.tasks import tenant_task


@tenant_task()
def run(path: str, args: list[Any], kwargs: dict[str, Any]) -> None:
    """Run the library's function in the binding of whoever enqueued it."""
    task: Task[Any, Any] = import_string(path)
    task.call(*args, **kwargs)


class LibraryTasks(BaseTaskBackend):
    """Enqueues when the transaction of the bound role commits. Results are not kept: nobody asks for one."""

    def validate_task(self, task: "Task[Any, Any]") -> None:
        """Refuse what is not carried."""
        super().validate_task(task)
        if task.takes_context:
            raise InvalidTaskError("The context of a library's task is not carried.")

    def enqueue(
        self, task: "Task[Any, Any]", args: Sequence[Any], kwargs: Mapping[str, Any]
    ) -> "TaskResult[Any]":
        """Hand the task to the queue. Raises NoTenant with neither a business nor the platform bound."""
        self.validate_task(task)
        run(task.module_path, list(args), dict(kwargs))
        return TaskResult(
            task=task,
            id=uuid.uuid4().hex,
            status=TaskResultStatus.READY,
            enqueued_at=None,
            started_at=None,
            finished_at=None,
            last_attempted_at=None,
            args=list(args),
            kwargs=dict(kwargs),
            backend=self.alias,
            errors=[],
            worker_ids=[],
        )
