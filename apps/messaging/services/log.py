"""What staff decide about messages."""

from datetime import datetime

from apps.accounts.models import Member
from apps.customers.models import Customer
from apps.messaging.errors import NoAddress, NotWaiting, StillWaiting
from apps.messaging.models import Message
from apps.messaging.ports import JOBS
from apps.messaging.services.sending import WORK
from apps.messaging.types import State
from apps.tenancy import context, waking


def send_again(*, message: Message, by: Member | None, at: datetime) -> Message:
    """Send what failed or was stopped; of what was sent, send a copy. Raises StillWaiting, NoAddress. Locks it."""
    with context.atomic():
        row = Message.objects.select_for_update(of=("self",)).get(pk=message.pk)
        if row.state == State.WAITING:
            raise StillWaiting
        if not row.to_address:
            raise NoAddress
        if row.state == State.SENT:
            row.pk, row.once, row.created_at, row.sent_at = None, "", at, None
            row._state.adding = True
        row.state, row.attempts, row.error, row.due_at = State.WAITING, 0, "", at
        row.save()
        waking.wake(WORK, JOBS.get("deliver"))
    return row


def stop(*, message: Message, by: Member | None, at: datetime) -> Message:
    """Do not send what waits. Raises NotWaiting. Locks the message."""
    with context.atomic():
        row = Message.objects.select_for_update(of=("self",)).get(pk=message.pk)
        if row.state != State.WAITING:
            raise NotWaiting
        row.state = State.STOPPED
        row.save(update_fields=["state"])
    return row


def forget(*, customer: Customer, at: datetime) -> int:
    """Take a customer's words and addresses out of the log, and stop what waits; answers how many messages.

    That something was sent, when and about what, stays.
    """
    with context.atomic():
        theirs = Message.objects.filter(customer=customer)
        theirs.filter(state=State.WAITING).update(state=State.STOPPED)
        return theirs.update(to_address="", reply_to="", subject="", text="", html="", attachments=[])
