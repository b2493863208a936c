"""The owner's words: what screens and fields are called, and what is hidden."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.accounts import door
from apps.backoffice.errors import Invalid
from apps.backoffice.forms.settings.words import WordsForm
from apps.backoffice.queries import labels as queries
from apps.backoffice.screens import registry, wording
from apps.backoffice.screens.declaration import Screen
from apps.backoffice.screens.records import APP
from apps.backoffice.services import labels, words
from apps.backoffice.views.settings import gate
from apps.kernel import clock


@door.member_page("backoffice.view_label")
def index(request: HttpRequest) -> HttpResponseBase:
    """All screens, hidden ones too, with how much of each is overridden."""
    found = [
        {
            "screen": one,
            "hidden": wording.is_hidden(one.key),
            "renamed": wording.is_overridden(one.key),
            "fields": sum(bool(key) for key in queries.of(one.key)),
        }
        for one in registry.every()
    ]
    return render(request, "office/settings/words.html", {"screens": found})


@gate.screen_page("backoffice.change_label")
def of_screen(request: HttpRequest, screen: Screen) -> HttpResponseBase:
    """The words of one screen and its fields."""
    declared = {one.key: one for one in screen.declared_attributes()}
    attributes = [declared[key] for key in wording.arranged(screen.key, list(declared))]
    standing = queries.of(screen.key)
    form = WordsForm(
        gate.sent(request),
        attributes=attributes,
        standing=standing,
        own_names=screen.app != APP,
        declared=(screen.declared_label, screen.declared_label_plural),
    )
    if request.method == "POST" and form.is_valid():
        try:
            changed = words.change_words(
                on=screen.key,
                words=form.words(),
                attributes=declared,
                order=_order(form, list(declared)),
                by=door.acting(request),
                at=clock.now(),
            )
        except Invalid as invalid:
            form.refuse(invalid)
        else:
            said = ngettext("%(count)d word is changed.", "%(count)d words are changed.", changed)
            door.say(request, said % {"count": changed})
            return redirect("office_words_of", screen.app, screen.name)
    shown = {
        "screen": screen,
        "form": form,
        "own_type": screen.app == APP,
        "overridden": wording.is_overridden(screen.key),
        "any": bool(standing),
    }
    return render(request, "office/settings/words_of.html", shown)


def _order(form: WordsForm, declared: list[str]) -> list[str] | None:
    """The places that were chosen; none to keep where they are those that code says."""
    order = form.order()
    return [] if order == [key for key in declared if key in form.ours] else order


@gate.screen_page("backoffice.change_label")
def reset(request: HttpRequest, screen: Screen) -> HttpResponseBase:
    """Ask, then our own words again: for everything, or with POSTed `key` for one field."""
    by, at = door.acting(request), clock.now()
    if request.method == "POST":
        if "key" in request.POST:
            labels.reset(on=screen.key, attribute=request.POST["key"][:100], by=by, at=at)
        else:
            labels.reset_all(on=screen.key, by=by, at=at)
        door.say(request, _("Our own words are back."))
        return redirect("office_words_of", screen.app, screen.name)
    return render(request, "office/settings/words_reset.html", {"screen": screen})
