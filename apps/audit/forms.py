"""What a person may ask of the log."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.audit import queries, words
from apps.audit.models import Entry
from apps.audit.types import Filters

NOBODY: Final = "nobody"


def _day(label: Any) -> forms.DateField:
    return forms.DateField(
        label=label, required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


class LogFilter(forms.Form):
    """Filters of the log. What cannot be understood is said and limits nothing."""

    person = forms.ChoiceField(label=_("Person"), required=False)
    table = forms.ChoiceField(label=_("What"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", _("All")), *Entry.Op.choices])
    since = _day(_("From"))
    until = _day(_("Until"))
    record = forms.CharField(label=_("Record number"), required=False, max_length=200)
    request = forms.CharField(label=_("Request"), required=False, max_length=64)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = [(str(number), name) for number, name in queries.people()]
        self._choose("person", [("", _("Everybody")), *people, (NOBODY, _("No person"))])
        self._choose("table", [("", _("Everything")), *words.audited_tables()])

    def _choose(self, name: str, choices: list[tuple[str, Any]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        since, until = given.get("since"), given.get("until")
        if since and until and until < since:
            self.add_error("until", _("Choose a day that is not before the first one."))
        return given

    def filters(self) -> Filters:
        """What the person asked for, as far as it was understood."""
        self.is_valid()
        given = getattr(self, "cleaned_data", {})
        person = given.get("person") or ""
        return Filters(
            person=int(person) if person and person != NOBODY else None,
            nobody=person == NOBODY,
            table=given.get("table") or "",
            op=given.get("kind") or "",
            record=(given.get("record") or "").strip(),
            request=(given.get("request") or "").strip(),
            since=given.get("since"),
            until=given.get("until"),
        )
