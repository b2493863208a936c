"""The owner's page about the theme: choose, look at it, save it."""

from collections.abc import Callable
from dataclasses import asdict
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe
from wagtail.admin.auth import require_admin_access

from apps.accounts import door
from apps.kernel import clock
from apps.kernel.errors import NotFound, Refusal
from cms.theme import homes, queries, report, services
from cms.theme.forms import ThemeForm
from cms.theme.models import Theme
from cms.theme.stylesheet import SCHEMES, stylesheet
from cms.theme.types import SUGGESTED, Choices

CODE = "cms.change_theme"
View = Callable[..., HttpResponseBase]


def guarded_by(code: str) -> Callable[[View], View]:
    """For members who may open the editor and have this permission."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            answer: HttpResponseBase = door.member_page(code)(require_admin_access(view))(
                request, *args, **kwargs
            )
            return answer

        return guarded

    return decorate


owner_page = guarded_by(CODE)


@never_cache
@owner_page
def choose(request: HttpRequest) -> HttpResponseBase:
    """Choose; "try" shows it without saving."""
    saved = queries.theme()
    form = ThemeForm(request.POST or None, initial=_initial(saved))
    shown = saved.choices
    if request.method == "POST" and form.is_valid():
        shown = form.choices()
        if "try" not in request.POST and _is_saved(request, form):
            return redirect("cms_theme")
    return render(request, "cms/theme/choose.html", _shown(form, saved, shown))


@owner_page
def reset(request: HttpRequest) -> HttpResponseBase:
    """Ask first; then our own look again."""
    if request.method == "POST":
        services.reset_theme(by=door.acting(request), at=clock.now())
        door.say(request, _("Your site has Quayside's own look again."))
        return redirect("cms_theme")
    return render(request, "cms/theme/reset.html", {"has_theme": queries.theme().pk is not None})


@require_safe
@never_cache
@xframe_options_sameorigin
@owner_page
def preview(request: HttpRequest) -> HttpResponseBase:
    """The home page in a theme that is only being tried, in light or in the dark."""
    choices, logo = _tried(request)
    href = f"{reverse('cms_theme_preview_css')}?{request.GET.urlencode()}"
    request.site_theme = queries.unsaved(choices, logo=logo)  # type: ignore[attr-defined]
    request.site_theme_href = href  # type: ignore[attr-defined]
    request.is_preview = True  # type: ignore[attr-defined]
    return homes.home_page(request)


@require_safe
@owner_page
def preview_css(request: HttpRequest) -> HttpResponseBase:
    """Its stylesheet."""
    choices, _logo = _tried(request)
    text = stylesheet(choices, scheme=request.GET.get("scheme", "light"))
    response = HttpResponse(text, content_type="text/css; charset=utf-8")
    patch_cache_control(response, private=True, max_age=600)
    return response


def _tried(request: HttpRequest) -> tuple[Choices, Any]:
    form = ThemeForm(request.GET)
    if not form.is_valid():
        raise NotFound
    return form.choices(), form.cleaned_data["logo"]


def _is_saved(request: HttpRequest, form: ThemeForm) -> bool:
    try:
        services.save_theme(
            choices=form.choices(),
            logo=form.cleaned_data["logo"],
            by=door.acting(request),
            at=clock.now(),
        )
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return False
    door.say(request, _("Your site has its new look."))
    return True


def _initial(theme: Theme) -> dict[str, Any]:
    return {
        **asdict(theme.choices),
        "has_second": bool(theme.second),
        "second": theme.second or theme.accent,
        "logo": theme.logo,
    }


def _shown(form: ThemeForm, saved: Theme, shown: Choices) -> dict[str, Any]:
    tried = {**asdict(shown), "has_second": "on" if shown.second else ""}
    logo = form["logo"].value() if form.is_bound else saved.logo_id
    query = urlencode({**tried, "logo": logo or ""})
    return {
        "form": form,
        "saved": saved,
        "findings": report.findings(shown),
        "adjustments": report.adjustments(shown),
        "suggested": SUGGESTED,
        "previews": [
            {
                "scheme": scheme,
                "width": width,
                "src": f"{reverse('cms_theme_preview')}?{query}&scheme={scheme}",
            }
            for scheme in SCHEMES
            for width in ("desk", "phone")
        ],
    }
