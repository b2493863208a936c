"""A task acts for whoever enqueued it, and for nobody when nobody did."""

import threading

import pytest
from huey.contrib.djhuey import HUEY

from apps.tenancy import context, tasks
from apps.tenancy.errors import NoTenant
from apps.tenancy.models import Location


@tasks.tenant_task(on_commit=False)
def places() -> list[str]:
    """Names of the places the task can see, and who asked."""
    bound = context.current()
    names = list(Location.objects.values_list("name", flat=True))
    return [*names, str(bound.actor), bound.request, bound.alias]


def run_queue() -> None:
    """Work through the real queue in a thread of its own, as a worker does."""

    def work() -> None:
        while (task := HUEY.dequeue()) is not None:
            HUEY.execute(task)

    worker = threading.Thread(target=work)
    worker.start()
    worker.join()


def test_a_task_carries_business_person_and_request(coral, northgate, owner):
    with context.use_tenant(coral, actor=owner.pk, request="req-1"):
        mine = places()
    with context.use_tenant(northgate, request="req-2"):
        theirs = places()
    run_queue()
    assert mine.get() == ["Coral & Current", str(owner.pk), "req-1", "default"]
    assert theirs.get() == ["Northgate Garages", "None", "req-2", "default"]
    assert context.current() is context.NOTHING


def test_a_task_of_nobody_cannot_be_enqueued(coral):
    with pytest.raises(NoTenant):
        places()
    assert HUEY.pending_count() == 0


def test_a_task_can_be_run_at_once(in_coral):
    assert places.here()[0] == "Coral & Current"


@tasks.tenant_task()
def later() -> None:
    """Enqueued when the transaction commits."""


@pytest.mark.django_db(transaction=True)
def test_a_rolled_back_transaction_enqueues_nothing(coral):
    with context.use_tenant(coral):
        with pytest.raises(ZeroDivisionError), context.atomic():
            later()
            raise ZeroDivisionError
        assert HUEY.pending_count() == 0
        with context.atomic():
            later()
            assert HUEY.pending_count() == 0
        assert HUEY.pending_count() == 1


def test_a_message_that_was_not_written_here_is_refused(coral):
    with context.use_tenant(coral):
        places()
    message = HUEY.storage.dequeue()
    HUEY.storage.enqueue(message[:-1] + bytes([message[-1] ^ 1]))
    with pytest.raises(ValueError, match=r"(?i)signature|hash"):
        HUEY.dequeue()


@pytest.mark.django_db(transaction=True)
def test_every_business_has_its_daily_tasks(coral, northgate):
    tasks.every_day.call_local()
    assert HUEY.pending_count() == 2 * len(tasks.DAILY) > 0
    run_queue()
    assert HUEY.pending_count() == 0
    assert context.current() is context.NOTHING
