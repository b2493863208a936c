"""Forms of a record type and of its states."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.accounts import builtin
from apps.accounts.models import Role
from apps.backoffice.errors import Invalid
from apps.backoffice.models import RecordType
from apps.backoffice.models.records import ICONS
from apps.backoffice.services.record_types import LONGEST_LABEL, MOST_STATES
from apps.backoffice.types import State, TypeFacts, titles
from apps.backoffice.types.states import COLOURS

ANY, NONE, SOME = "any", "none", "some"
SPARE: Final = 3  # empty rows for whoever has no script
_COLOUR_WORDS: Final = {
    "grey": gettext_lazy("Grey"),
    "blue": gettext_lazy("Blue"),
    "green": gettext_lazy("Green"),
    "amber": gettext_lazy("Amber"),
    "red": gettext_lazy("Red"),
    "purple": gettext_lazy("Purple"),
    "teal": gettext_lazy("Teal"),
    "pink": gettext_lazy("Pink"),
}


@dataclass(frozen=True, slots=True)
class IconChoice:
    """A symbol to pick, and its name for whoever cannot see it."""

    icon: str
    name: str
    chosen: bool


class TypeForm(forms.Form):
    """All that a type says of itself beside its states."""

    name = forms.CharField(
        label=gettext_lazy("Name"), max_length=80, help_text=gettext_lazy("Of one: Boat log, Incident, Lead.")
    )
    name_plural = forms.CharField(
        label=gettext_lazy("Name of several"),
        max_length=80,
        required=False,
        help_text=gettext_lazy("Boat logs, Incidents, Leads."),
    )
    icon = forms.ChoiceField(
        label=gettext_lazy("Icon"), choices=[(one, one.replace("_", " ")) for one in ICONS], initial=ICONS[0]
    )
    description = forms.CharField(
        label=gettext_lazy("Description"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("What it is for, in a line above the list."),
    )
    group = forms.CharField(
        label=gettext_lazy("Group in the navigation"),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"list": "type-groups"}),
        help_text=gettext_lazy("A heading it stands under. Left empty: Records."),
    )
    title_pattern = forms.CharField(
        label=gettext_lazy("Title"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Made from fields, such as {boat} {date}. Left empty, people write a title."),
    )
    visible_to = forms.MultipleChoiceField(
        label=gettext_lazy("Only for these roles"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("None ticked: for all whose permissions allow it. Owners always see it."),
    )

    def __init__(
        self, data: Any = None, *, type_: RecordType | None = None, keys: Sequence[str] = ()
    ) -> None:
        self.keys = {"state", *keys}
        names = ("name", "name_plural", "icon", "description", "group", "title_pattern", "visible_to")
        initial = {name: getattr(type_, name) for name in names} if type_ is not None else {}
        super().__init__(data, initial=initial)
        roles = [(role.key, role.name) for role in Role.objects.order_by("name") if role.key != builtin.OWNER]
        # A role that is gone stays until somebody takes it off.
        gone = {*initial.get("visible_to", ())} - {key for key, _name in roles}
        listed = [*roles, *((key, key) for key in sorted(gone))]
        self.fields["visible_to"].choices = listed  # type: ignore[attr-defined]

    def clean_title_pattern(self) -> str:
        """Only what there is to fill in; a pattern that stood before its fields went may stay."""
        pattern = str(self.cleaned_data["title_pattern"]).strip()
        unknown = [key for key in titles.keys(pattern) if key not in self.keys]
        if unknown and pattern != self.initial.get("title_pattern"):
            raise forms.ValidationError(_("There is no field “%(key)s” for titles.") % {"key": unknown[0]})
        return pattern

    def icons(self) -> list[IconChoice]:
        """Symbols to pick from."""
        chosen = self["icon"].value() or ICONS[0]
        return [IconChoice(one, one.replace("_", " "), one == chosen) for one in ICONS]

    def facts(self, states: tuple[State, ...], initial: str, *, position: int) -> TypeFacts:
        """What services of record types take."""
        given = {name: value for name, value in self.cleaned_data.items() if name != "visible_to"}
        roles = tuple(sorted(self.cleaned_data["visible_to"]))
        return TypeFacts(**given, states=states, initial=initial, visible_to=roles, position=position)

    def refuse(self, refusal: Invalid, states: "StateRows") -> None:
        """Show a service's sentences beside their inputs, those of states in their rows."""
        for path, sentences in refusal.by_key.items():
            head, _dot, rest = path.partition(".")
            row, _dot, name = rest.partition(".")
            for sentence in sentences:
                if head == "states" and row.isdigit() and states.show(int(row), name, sentence):
                    continue
                self.add_error(head if head in self.fields else None, sentence)


class StateForm(forms.Form):
    """One state of a type's records."""

    label = forms.CharField(label=gettext_lazy("Name"), max_length=LONGEST_LABEL)
    key = forms.CharField(
        label=gettext_lazy("Key"),
        max_length=40,
        required=False,
        help_text=gettext_lazy("Left empty, it is made from the name."),
    )
    colour = forms.ChoiceField(
        label=gettext_lazy("Colour"), choices=[(one, _COLOUR_WORDS[one]) for one in COLOURS]
    )
    next = forms.ChoiceField(
        label=gettext_lazy("May become"),
        choices=[
            (ANY, gettext_lazy("any other")),
            (SOME, gettext_lazy("only these")),
            (NONE, gettext_lazy("nothing, it ends here")),
        ],
    )
    to = forms.CharField(
        label=gettext_lazy("These"), required=False, help_text=gettext_lazy("Names, separated by commas.")
    )
    first = forms.BooleanField(label=gettext_lazy("Records begin here"), required=False)
    place = forms.IntegerField(label=gettext_lazy("Place"), min_value=1, max_value=999, required=False)

    def has_changed(self) -> bool:
        """An empty row is one without a name: what its menus stand at says nothing."""
        return bool(str(self["label"].data or "").strip() or str(self["key"].data or "").strip())


class StateRows(BaseFormSet):  # type: ignore[type-arg]
    """All states of a type. `prefix` is "states"."""

    label = gettext_lazy("States")

    def states(self) -> tuple[tuple[State, ...], str]:
        """The states in their order, and the key of the first one; names in "only these" become keys."""
        rows = [form for form in self.forms if form.has_changed() and not form.cleaned_data.get("DELETE")]
        order = sorted(
            range(len(rows)), key=lambda index: (rows[index].cleaned_data["place"] or index + 1, index)
        )
        self.standing = [rows[index] for index in order]
        given = [form.cleaned_data for form in self.standing]
        keys = [one["key"].strip() or _key(one["label"], index) for index, one in enumerate(given)]
        by_name = {one["label"].casefold(): key for one, key in zip(given, keys, strict=True)}
        states = tuple(
            State(key=key, label=one["label"], colour=one["colour"], to=_to(one, by_name))
            for one, key in zip(given, keys, strict=True)
        )
        first = next((key for one, key in zip(given, keys, strict=True) if one["first"]), "")
        return states, first

    def show(self, index: int, name: str, sentence: str) -> bool:
        """Put a sentence beside an input of the state of this number; False where there is none."""
        if index >= len(self.standing):
            return False
        form = self.standing[index]
        form.add_error(name if name in form.fields else None, sentence)
        return True

    def clean(self) -> None:
        """At most one state is the first."""
        if sum(bool(form.cleaned_data.get("first")) for form in self.forms if form.is_valid()) > 1:
            raise forms.ValidationError(_("Records can begin in one state only."))


def state_rows(data: Any = None, *, type_: RecordType | None = None) -> StateRows:
    """The rows of a type's states, with some to spare."""
    standing = type_.stages() if type_ is not None else ()
    labels = {state.key: state.label for state in standing}
    initial = [
        {
            "label": state.label,
            "key": state.key,
            "colour": state.colour,
            "next": ANY if state.to is None else SOME if state.to else NONE,
            "to": ", ".join(labels.get(key, key) for key in state.to or ()),
            "first": type_ is not None and state.key == type_.initial,
            "place": number,
            "row": state.key,
        }
        for number, state in enumerate(standing, 1)
    ]
    made = formset_factory(
        StateForm, formset=StateRows, extra=SPARE, can_delete=True, max_num=MOST_STATES + SPARE
    )
    rows: StateRows = made(data, initial=initial, prefix="states")  # type: ignore[assignment]
    return rows


def _key(label: str, index: int) -> str:
    made = slugify(label).replace("-", "_").strip("_")[:40]
    return made if made[:1].isalpha() else f"state_{index + 1}"


def _to(given: dict[str, Any], by_name: dict[str, str]) -> tuple[str, ...] | None:
    if given["next"] == ANY:
        return None
    if given["next"] == NONE:
        return ()
    said: Sequence[str] = [part.strip() for part in given["to"].split(",") if part.strip()]
    return tuple(dict.fromkeys(by_name.get(one.casefold(), one) for one in said))
