"""Writing a message down. Sending it is another matter."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final

from apps.backoffice.look import brand
from apps.customers.models import Customer
from apps.messaging import html, queries
from apps.messaging.models import Message
from apps.messaging.ports import JOBS
from apps.messaging.types import Attachment
from apps.messaging.wording import filled
from apps.tenancy import facts, waking
from apps.tenancy.models import Location

WORK: Final = "messages"


def send(
    *,
    occasion: str,
    to: str,
    language: str,
    values: Mapping[str, str],
    about: str = "",
    attachments: Sequence[Attachment] = (),
    once: str = "",
    customer: Customer | None = None,
    reply_to: str = "",
    at: datetime,
) -> Message | None:
    """Write a message in the caller's transaction; it leaves soon after the commit.

    `values` fill the placeholders of `occasions.SAMPLE`; the business's name and phone are known. `once` names what
    is answered, as "<event>:<handler>": who asks again gets None, as who has no address, and an occasion without words.
    `reply_to` is the address of the place it is about; the business's first one otherwise.
    """
    address = "".join(to.split())
    if not address or (once and Message.objects.filter(once=once).exists()):
        return None
    words = queries.words(occasion, language)
    if words is None:
        return None
    place = Location.objects.order_by("pk").only("email", "phone").first()
    business = facts.current()
    said = filled(words, {"business": business.name, "phone": place.phone if place else "", **values})
    message = Message(
        customer=customer,
        occasion=occasion,
        language=language or business.locale,
        to_address=address,
        reply_to=reply_to or (place.email if place else ""),
        subject=said.subject,
        text=said.text,
        html=html.page(said, brand.current(logo=False), language=language or business.locale),
        attachments=[one.as_json() for one in attachments],
        about=about,
        once=once,
        created_at=at,
        due_at=at,
    )
    # Whoever wrote the same `once` meanwhile was first: nothing is written, and nothing fails.
    Message.objects.bulk_create([message], ignore_conflicts=bool(once))
    waking.wake(WORK, JOBS.get("deliver"))
    if once:
        return Message.objects.filter(once=once, created_at=at).first()
    return message
