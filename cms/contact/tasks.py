"""Telling the business that somebody has written."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from apps.accounts import builtin
from apps.accounts.models import Member
from apps.tenancy import addresses, facts
from apps.tenancy.locations import first
from apps.tenancy.tasks import tenant_task
from cms.contact.models import ContactMessage


@tenant_task(retries=3, retry_delay=60)
def tell(pk: int) -> None:
    """An e-mail to the business, to which answering answers the visitor. The message itself is safe without it."""
    message = ContactMessage.objects.filter(pk=pk).first()
    to = recipients()
    if message is None or not to:
        return
    business = facts.current()
    url = addresses.business(business, reverse("office_detail", args=["cms", "contactmessage", pk]))
    with translation.override(business.locale):
        values = {"message": message, "business": business, "url": url}
        subject = render_to_string("cms/contact/mail_subject.txt", values)
        body = render_to_string("cms/contact/mail.txt", values)
    EmailMessage(
        " ".join(subject.split()),
        body.strip() + "\n",
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=to,
        reply_to=[message.email],
    ).send()


def recipients() -> list[str]:
    """The first location's address; without one, the owners'."""
    place = first()
    if place is not None and place.email:
        return [place.email]
    owners = Member.objects.filter(role__key=builtin.OWNER, active=True, user__is_active=True)
    return list(owners.values_list("user__email", flat=True)[:5])
