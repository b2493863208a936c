"""Forms of customers' own pages."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from apps.customers.services import snapshots
from apps.customers.types import Choices, MergeLine, MergePreview, Side

TITLES: Final[Mapping[str, Any]] = {"name": _("Name"), "street": _("Address"), "source": _("Where from")}
LABELS: Final[Mapping[Side, Any]] = {"both": _("Together"), "kept": _("stays"), "other": _("goes")}


@dataclass(frozen=True, slots=True)
class Option:
    """A side that may win, with its values as (label, text); the label is empty where there is one value only."""

    side: Side
    values: Sequence[tuple[str | Promise, str]]
    checked: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """Values of which one side's win."""

    key: str
    name: str
    label: str | Promise
    default: Side
    lines: Sequence[MergeLine]


class MergeForm(forms.Form):
    """For each value, or group of them, that the two records do not share: whose wins."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, preview: MergePreview, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.stamp = stamp(snapshots.row(preview.kept), snapshots.row(preview.other))
        self.choices = choices_of(preview)
        for one in self.choices:
            sides = [(side, LABELS[side]) for side in sides_of(one)]
            self.fields[one.name] = forms.ChoiceField(label=str(one.label), choices=sides, required=False)

    def choose(self) -> Choices:
        """What differs from what a merge does by itself. Of a valid form."""
        said = {one.key: self.cleaned_data[one.name] or one.default for one in self.choices}
        return {one.key: said[one.key] for one in self.choices if said[one.key] != one.default}

    def is_stale(self) -> bool:
        """Whether one of the two records is not what it was when the form was shown."""
        return bool(self.cleaned_data["seen"] != self.stamp)

    def shown(self) -> list[tuple[Choice, list[Option]]]:
        """The choices with their options, those marked that were sent or that a merge takes by itself."""
        return [(one, [self._option(one, side) for side in sides_of(one)]) for one in self.choices]

    def carried(self) -> list[tuple[str, str]]:
        """What was sent, as hidden inputs of the next step."""
        return [("seen", self.stamp), *((one.name, self._said(one)) for one in self.choices)]

    def _option(self, choice: Choice, side: Side) -> Option:
        alone = len(choice.lines) == 1
        texts = [("" if alone else line.label, _text(line, side)) for line in choice.lines]
        return Option(side, [pair for pair in texts if pair[1]], self._said(choice) == side)

    def _said(self, choice: Choice) -> str:
        said = self.data.get(choice.name) if self.is_bound else None
        return said if said in sides_of(choice) else choice.default


def choices_of(preview: MergePreview) -> list[Choice]:
    """The groups of values in which the two records differ, in the order of the preview."""
    groups: dict[str, list[MergeLine]] = {}
    for line in preview.lines:
        if line.choosable:
            groups.setdefault(line.group, []).append(line)
    return [
        Choice(
            key=key,
            name=f"take-{key}",
            label=TITLES.get(key, lines[0].label) if len(lines) > 1 else lines[0].label,
            default=next((line.side for line in lines if line.differs), lines[0].side),
            lines=lines,
        )
        for key, lines in groups.items()
        if any(line.differs for line in lines)
    ]


def sides_of(choice: Choice) -> tuple[Side, ...]:
    """Which sides may win; tags and notes can be put together."""
    return ("both", "kept", "other") if choice.default == "both" else ("kept", "other")


def stamp(*seen: Any) -> str:
    """A short text that tells whether what somebody saw is still so."""
    return hashlib.sha256(json.dumps(seen, sort_keys=True, default=str).encode()).hexdigest()[:20]


def _text(line: MergeLine, side: Side) -> str:
    return {"kept": line.kept, "other": line.other, "both": line.result}[side]
