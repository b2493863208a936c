"""What the contact page does with a form that was sent."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _

from apps.audit.origin import client_address
from apps.kernel import clock
from apps.kernel.errors import Refusal
from cms.contact import services
from cms.contact.forms import ContactForm
from cms.same_site import is_from_here


def send(request: HttpRequest, page: Any) -> HttpResponse:
    """Store the message and say thanks; what is wrong is said beside its field, and what was written stays."""
    form = ContactForm(request.POST)
    status = 422
    if not is_from_here(request):
        form.add_error(None, _("Please send this form from our own page."))
        status = 403
    if form.is_valid():
        # Whoever fell into the trap hears the same as everybody.
        if form.is_trapped:
            return _thanks(page)
        try:
            services.receive(
                values=form.cleaned_data,
                page_title=page.title,
                language=translation.get_language() or "",
                address=client_address(request, proxies=settings.TRUSTED_PROXIES),
                at=clock.now(),
            )
        except Refusal as refusal:
            form.add_error(None, str(refusal))
            status = refusal.status
        else:
            return _thanks(page)
    shown = {**page.get_context(request), "form": form}
    response = render(request, page.get_template(request), shown, status=status)
    add_never_cache_headers(response)
    return response


def _thanks(page: Any) -> HttpResponse:
    response = redirect(f"{page.url}?sent=1#sent")
    response.status_code = 303
    return response
