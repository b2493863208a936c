"""The business's stylesheet and logo, and the page that changes them."""

from typing import Any, Final

from django.core.exceptions import SuspiciousFileOperation
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from apps.accounts import door
from apps.backoffice.errors import UnusableLogo
from apps.backoffice.forms.look import LookForm, ThemeForm
from apps.backoffice.look import colours, stylesheet
from apps.backoffice.models import BusinessLook
from apps.backoffice.queries.look import look
from apps.backoffice.services import look as services
from apps.kernel import clock
from apps.kernel.errors import NotFound, Refusal

YEAR: Final = 365 * 24 * 3600
THEME_COOKIE: Final = "theme"
# Quayside's own, as quayside.css has it.
OURS: Final = "#0b5c6b"


@require_safe
@door.member_page()
def css(request: HttpRequest) -> HttpResponseBase:
    """The tokens of this business in this person's brightness. The address carries the version, so it may be kept."""
    found = look()
    accent = found.accent if found else ""
    text = stylesheet.stylesheet(accent=accent, theme=request.COOKIES.get(THEME_COOKIE, ""))
    return _sheet(text, keep=YEAR if "v" in request.GET else 0)


@require_safe
@door.member_page("backoffice.change_businesslook")
def preview(request: HttpRequest) -> HttpResponseBase:
    """The same for a colour that is only being tried."""
    accent = request.GET.get("accent", "").lower()
    if not colours.HEX.fullmatch(accent):
        raise NotFound
    return _sheet(stylesheet.preview(accent), keep=YEAR)


@require_safe
@door.member_page()
def logo(request: HttpRequest) -> HttpResponseBase:
    """The logo, for members of the business."""
    found = look()
    if found is None or not found.logo:
        raise NotFound
    try:
        with found.logo.open() as file:  # a few kilobytes: it was drawn by us
            data = file.read()
    except (FileNotFoundError, SuspiciousFileOperation) as error:
        raise NotFound from error
    response = HttpResponse(data, content_type="image/png")
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    patch_cache_control(response, private=True, max_age=YEAR if "v" in request.GET else 0)
    return response


@door.member_page("backoffice.change_businesslook")
def settings(request: HttpRequest) -> HttpResponseBase:
    """Choose a colour and a logo, with a preview in light and dark."""
    found = look()
    accent = (found.accent if found else "") or OURS
    given = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = LookForm(*given, initial={"accent": accent}, has_logo=bool(found and found.logo))
    if request.method == "POST" and form.is_valid():
        if "try" in request.POST:
            shown = _shown(request, form, found, form.cleaned_data["accent"])
            return render(request, "office/settings/look.html", shown)
        try:
            _change(request, form)
        except UnusableLogo as refusal:
            form.add_error("logo", str(refusal))
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            door.say(request, _("The look is saved."))
            return redirect("office_look")
    return render(request, "office/settings/look.html", _shown(request, form, found, accent))


@door.member_page("backoffice.change_businesslook")
def reset(request: HttpRequest) -> HttpResponseBase:
    """Ask first; then our own colours again and no logo."""
    if request.method == "POST":
        services.reset_look(by=door.acting(request), at=clock.now())
        door.say(request, _("Quayside's own look is back."))
        return redirect("office_look")
    return render(request, "office/settings/look_reset.html")


@require_POST
@door.member_page()
def theme(request: HttpRequest) -> HttpResponseBase:
    """This browser's brightness for this person, kept in a cookie."""
    form = ThemeForm(request.POST)
    back = request.POST.get("next", "")
    if not (back.startswith("/") and url_has_allowed_host_and_scheme(back, {request.get_host()})):
        back = reverse("office_today")
    response = HttpResponseRedirect(back)
    chosen = form.cleaned_data["theme"] if form.is_valid() else "auto"
    if chosen in stylesheet.THEMES:
        response.set_cookie(
            THEME_COOKIE, chosen, max_age=YEAR, secure=request.is_secure(), httponly=True, samesite="Lax"
        )
    else:
        response.delete_cookie(THEME_COOKIE)
    return response


def _sheet(text: str, *, keep: int) -> HttpResponse:
    response = HttpResponse(text, content_type="text/css; charset=utf-8")
    patch_cache_control(response, private=True, max_age=keep)
    return response


def _change(request: HttpRequest, form: LookForm) -> None:
    given = form.cleaned_data
    services.change_look(
        accent="" if given["accent"] == OURS else given["accent"],
        picture=given.get("logo"),
        remove_logo=given.get("remove_logo", False),
        by=door.acting(request),
        at=clock.now(),
    )


def _shown(request: HttpRequest, form: LookForm, found: BusinessLook | None, accent: str) -> dict[str, Any]:
    light, dark = colours.palettes(accent)
    chosen = request.COOKIES.get(THEME_COOKIE, "")
    return {
        "form": form,
        "theme_form": ThemeForm(initial={"theme": chosen if chosen in stylesheet.THEMES else "auto"}),
        "look": found,
        "accent": accent,
        "palettes": [("light", _("Light"), light), ("dark", _("Dark"), dark)],
    }
