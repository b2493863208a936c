"""The owner's page about the languages of the site."""

from typing import Any

from django import forms
from django.conf import settings
from django.db.models import Count
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from wagtail.models import Locale, Page

from apps.accounts import door
from apps.kernel import clock
from apps.kernel.errors import Refusal
from apps.tenancy import context, facts
from cms import languages
from cms.theme.editor import guarded_by

CODE = "cms.change_language"


class LanguagesForm(forms.Form):
    """Which languages pages may be in."""

    codes = forms.MultipleChoiceField(
        label=_("Languages"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, own: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["codes"].choices = [  # type: ignore[attr-defined]
            (code, get_language_info(code)["name_local"].capitalize())
            for code, _name in settings.WAGTAIL_CONTENT_LANGUAGES
            if code != own
        ]


@never_cache
@guarded_by(CODE)
def choose(request: HttpRequest) -> HttpResponseBase:
    """Add and remove languages; the business's own always stays."""
    own = languages.code_of(facts.current().locale)
    having = set(Locale.objects.values_list("language_code", flat=True))
    sent = request.POST if request.method == "POST" else None
    form = LanguagesForm(sent, own=own, initial={"codes": sorted(having - {own})})
    if sent is not None and form.is_valid() and _is_saved(request, form, having - {own}):
        door.say(request, _("The languages of the site are saved."))
        return redirect("cms_languages")
    return render(
        request, "cms/languages.html", {"form": form, "own": get_language_info(own), "rows": _rows(own)}
    )


def _is_saved(request: HttpRequest, form: LanguagesForm, having: set[str]) -> bool:
    wanted = set(form.cleaned_data["codes"])
    by, at = door.acting(request), clock.now()
    try:
        with context.atomic():
            for code in sorted(wanted - having):
                languages.add(code=code, by=by, at=at)
            for code in sorted(having - wanted):
                languages.remove(code=code, by=by, at=at)
    except Refusal as refusal:
        form.add_error("codes", str(refusal))
        return False
    return True


def _rows(own: str) -> list[dict[str, Any]]:
    """Every language there is, with how many pages are in it and where its front page is edited."""
    homes = {language.code: language for language in languages.of_site()}
    # Pages are in the order of the tree by themselves, which would count each alone.
    below = Page.objects.filter(depth__gt=1).order_by()
    pages = dict(below.values_list("locale__language_code").annotate(number=Count("pk")))
    source = next((language for language in homes.values()), None)
    codes = Locale.objects.values_list("language_code", flat=True)
    return [
        {
            "code": code,
            "name": get_language_info(code)["name_local"].capitalize(),
            "pages": pages.get(code, 0),
            "home": homes.get(code),
            "source": source,
        }
        for code in sorted(codes, key=lambda code: (code != own, code))
    ]
