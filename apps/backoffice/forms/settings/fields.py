"""Forms of a field: only the inputs its kind has a use for."""

from collections.abc import Sequence
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.backoffice.errors import Invalid
from apps.backoffice.fields import computing, values
from apps.backoffice.fields.attribute import PREFIX, OwnField
from apps.backoffice.forms.settings.choices import ChoicesField
from apps.backoffice.models import CustomField
from apps.backoffice.services.fields import rules
from apps.backoffice.types import Kind

# What the service calls a property whose input has another name here.
_INPUTS: Final = {"shown_when": "shown_when_key"}
_LINES: Final = gettext_lazy(
    "One per line. To rename one later without changing records, write its lasting value first: red | Crimson."
)
_SAID: Final = gettext_lazy("Several are separated by semicolons. For a box to tick: yes or no.")
_YES: Final = {"yes": "true", "no": "false", "true": "true", "false": "false"}


class FieldForm(forms.Form):
    """A new field of a kind, or with `field` one that stands."""

    label = forms.CharField(label=gettext_lazy("Name"), max_length=rules.LABEL_LETTERS)
    choices = ChoicesField(
        label=gettext_lazy("Choices"), widget=forms.Textarea(attrs={"rows": 6}), help_text=_LINES
    )
    formula = forms.CharField(
        label=gettext_lazy("Formula"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4, "class": "code", "spellcheck": "false", "data-formula": ""}),
        help_text=gettext_lazy('Such as {price} * 2, or if({size} > 10, "large", "small").'),
    )
    target = forms.ChoiceField(label=gettext_lazy("Refers to"))
    currency = forms.CharField(
        label=gettext_lazy("Currency"), max_length=3, help_text=gettext_lazy("Three letters, such as EUR.")
    )
    required = forms.BooleanField(
        label=gettext_lazy("Required"),
        required=False,
        help_text=gettext_lazy(
            "Records cannot be saved without it. Those that stand are asked when they are next edited."
        ),
    )
    later = forms.BooleanField(
        label=gettext_lazy("Staff may ask later"),
        required=False,
        help_text=gettext_lazy(
            "Guests must answer when they book; staff who book for somebody may leave it empty for now."
        ),
    )
    default = forms.CharField(
        label=gettext_lazy("Default"), required=False, help_text=gettext_lazy("What new records begin with.")
    )
    help = forms.CharField(
        label=gettext_lazy("Help"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("A line below the field that says what to write."),
    )
    section = forms.CharField(
        label=gettext_lazy("Section"),
        required=False,
        max_length=80,
        widget=forms.TextInput(attrs={"list": "field-sections"}),
        help_text=gettext_lazy("A heading it stands under, together with other fields of the same section."),
    )
    public = forms.BooleanField(
        label=gettext_lazy("On public forms"),
        required=False,
        help_text=gettext_lazy("Guests are asked for it where a product asks for it by its key."),
    )
    sensitive = forms.BooleanField(
        label=gettext_lazy("Sensitive"),
        required=False,
        help_text=gettext_lazy(
            "Stored encrypted. Not in lists or search; found by its exact text only. Cannot be changed later."
        ),
    )
    shown_when_key = forms.ChoiceField(label=gettext_lazy("Shown only when"), required=False)
    shown_when_values = forms.CharField(label=gettext_lazy("is one of"), required=False, help_text=_SAID)

    def __init__(
        self,
        data: Any = None,
        *,
        on: str,
        kind: Kind,
        targets: Sequence[tuple[str, str]],
        field: CustomField | None = None,
        currency: str = "",
    ) -> None:
        self.on, self.kind, self.field = on, kind, field
        super().__init__(data, initial=_initial(field, currency))
        for name in _useless(kind, new=field is None):
            del self.fields[name]
        if "currency" in self.fields:
            self.fields["currency"].required = kind is Kind.MONEY
        if "target" in self.fields:
            self.fields["target"].choices = list(targets)  # type: ignore[attr-defined]
        self._showing = _showing(on, field)
        listed = [("", _("always")), *((one.key, str(one.label)) for one in self._showing.values())]
        self.fields["shown_when_key"].choices = listed  # type: ignore[attr-defined]
        if kind is Kind.LONG_TEXT and "default" in self.fields:
            self.fields["default"].widget = forms.Textarea(attrs={"rows": 3})
        if kind is Kind.YES_NO and "default" in self.fields:
            self.fields["default"] = forms.BooleanField(label=_("Ticked at first"), required=False)

    def clean_currency(self) -> str:
        """Capital letters."""
        return str(self.cleaned_data["currency"]).strip().upper()

    def clean(self) -> dict[str, Any]:
        """Read what depends on other inputs: the default by the kind, values by what shows the field."""
        given = super().clean() or {}
        if "default" in given:
            given["default"] = self._default(given)
        given["shown_when"] = self._shown_when(given)
        return given

    def properties(self) -> dict[str, Any]:
        """What `define_field` and `change_field` take."""
        left = {"shown_when_key", "shown_when_values"}
        return {name: value for name, value in self.cleaned_data.items() if name not in left}

    def refuse(self, refusal: Invalid) -> None:
        """Show a service's sentences beside their inputs."""
        for key, sentences in refusal.by_key.items():
            name = _INPUTS.get(key, key)
            for sentence in sentences:
                self.add_error(name if name in self.fields else None, sentence)

    def _default(self, given: dict[str, Any]) -> Any:
        if self.kind is Kind.YES_NO:
            return True if given["default"] else None
        text = str(given["default"] or "").strip()
        made = CustomField(
            on=self.on,
            kind=self.kind,
            choices=given.get("choices") or [],
            currency=str(given.get("currency") or ""),
        )
        try:
            return values.read(OwnField(made), text) if text else None
        except ValueError as error:
            self.add_error("default", str(error))
            return None

    def _shown_when(self, given: dict[str, Any]) -> tuple[str, list[str]] | None:
        key = given.get("shown_when_key") or ""
        if key not in self._showing:
            return None
        other = self._showing[key]
        said = [part.strip() for part in str(given.get("shown_when_values") or "").split(";") if part.strip()]
        by_label = {str(label).casefold(): str(value) for value, label in other.choices}
        if other.kind is Kind.YES_NO:
            by_label = {**_YES, _("Yes").casefold(): "true", _("No").casefold(): "false"}
        known = {*by_label.values()}
        found = [by_label.get(one.casefold(), one) for one in said]
        wrong = [one for one in found if known and one not in known]
        if wrong:
            problem = _("“%(field)s” is never “%(value)s”.") % {"field": other.label, "value": wrong[0]}
            self.add_error("shown_when_values", problem)
        return key, found


class RetypeForm(forms.Form):
    """Another kind for a field, and what that kind needs to know."""

    kind = forms.ChoiceField(label=gettext_lazy("New kind"))
    choices = ChoicesField(
        label=gettext_lazy("Choices"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("Left empty, they are made from what records hold."),
    )
    currency = forms.CharField(
        label=gettext_lazy("Currency"),
        required=False,
        max_length=3,
        help_text=gettext_lazy("Left empty, it is the business's own."),
    )

    def __init__(self, data: Any = None, *, kinds: Sequence[tuple[str, str]]) -> None:
        super().__init__(data)
        self.fields["kind"].choices = list(kinds)  # type: ignore[attr-defined]
        # What another kind needs to know is asked once it is chosen.
        wanted = (data or {}).get("kind", "")
        if wanted not in rules.CHOSEN:
            del self.fields["choices"]
        if wanted != Kind.MONEY:
            del self.fields["currency"]

    def wanted(self) -> dict[str, Any]:
        """What `preview_retype` and `retype_field` take."""
        given = self.cleaned_data
        return {
            "kind": given["kind"],
            "choices": given.get("choices") or None,
            "currency": given.get("currency", "").upper(),
        }


def _useless(kind: Kind, *, new: bool) -> list[str]:
    """Inputs that a field of the kind does not have."""
    found = []
    if kind not in rules.CHOSEN:
        found.append("choices")
    if kind is not Kind.FORMULA:
        found.append("formula")
    if kind is not Kind.REFERENCE or not new:
        found.append("target")
    if kind not in (Kind.MONEY, Kind.FORMULA):
        found.append("currency")
    if kind is Kind.FORMULA:
        found += ["required", "later", "public"]
    if kind not in rules.IN_RECORD:
        found.append("default")
    if kind not in rules.CAN_BE_SENSITIVE or not new:
        found.append("sensitive")
    return found


def _initial(field: CustomField | None, currency: str) -> dict[str, Any]:
    if field is None:
        return {"currency": currency}
    own = OwnField(field)
    names = (
        "label",
        "help",
        "section",
        "required",
        "later",
        "public",
        "formula",
        "currency",
        "choices",
        "shown_when_key",
    )
    default = values.load(own, field.default) if field.default is not None else None
    if default is not None and own.kind is not Kind.YES_NO:
        default = own.text(default) if own.kind in rules.CHOSEN else str(own.plain(default))
    labels = {}
    showing = _showing(field.on, field).get(field.shown_when_key)
    if showing is not None:
        labels = {str(value): str(label) for value, label in showing.choices}
        if showing.kind is Kind.YES_NO:
            labels = {"true": _("Yes"), "false": _("No")}
    said = "; ".join(labels.get(str(one), str(one)) for one in field.shown_when_values)
    return {**{name: getattr(field, name) for name in names}, "default": default, "shown_when_values": said}


def _showing(on: str, field: CustomField | None) -> dict[str, Any]:
    """Attributes whose values can show or hide the field, by key."""
    mine = PREFIX + field.key if field is not None else ""
    return {
        one.key: one
        for one in computing.attributes_of(on)
        if one.kind in rules.CAN_SHOW and not one.sensitive and one.key != mine and one.editable
    }
