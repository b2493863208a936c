"""Forms of an import: the file, and what its columns are."""

from collections.abc import Collection
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.backoffice.imports import limits, mapping
from apps.backoffice.imports.reading import encodings
from apps.backoffice.models import Import
from apps.backoffice.screens.declaration import Screen

COLUMN: Final = "column_"
DELIMITERS: Final = (
    (",", gettext_lazy("Comma")),
    (";", gettext_lazy("Semicolon")),
    ("\t", gettext_lazy("Tab")),
    ("|", gettext_lazy("Vertical bar")),
)


class UploadForm(forms.Form):
    """The file."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("CSV or Excel (.xlsx), at most %(mb)d MB, headings in the first row.")
        % {"mb": limits.MEGABYTES},
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx"}),
    )


class ReadingForm(forms.Form):
    """How the file is read."""

    encoding = forms.ChoiceField(label=gettext_lazy("Letters are written as"), required=False)
    delimiter = forms.ChoiceField(
        label=gettext_lazy("Cells are separated by"), choices=DELIMITERS, required=False
    )
    sheet = forms.ChoiceField(label=gettext_lazy("Sheet"), required=False)

    def __init__(self, run: Import, sheets: list[str], *args: Any, **kwargs: Any) -> None:
        initial = {"encoding": run.encoding, "delimiter": run.delimiter, "sheet": run.sheet}
        super().__init__(*args, **{"initial": initial, **kwargs})
        fields: Any = self.fields
        if run.format == Import.Format.XLSX:
            del fields["encoding"], fields["delimiter"]
            fields["sheet"].choices = [(name, name) for name in sheets]
        else:
            del fields["sheet"]
            known = dict(encodings.CHOICES)
            extra = [] if run.encoding in known else [(run.encoding, run.encoding.upper())]
            fields["encoding"].choices = [*extra, *encodings.CHOICES]
            if run.encoding == "utf-8-sig":
                fields["encoding"].choices = [("utf-8-sig", known["utf-8"]), *encodings.CHOICES[1:]]


class MappingForm(forms.Form):
    """Which column is what, and what happens to rows that are there already. `fixed` columns stay as they are."""

    match = forms.ChoiceField(
        label=gettext_lazy("Records that are here already"),
        required=False,
        help_text=gettext_lazy("How a row tells that it changes a record instead of adding one."),
    )
    day_first = forms.ChoiceField(
        label=gettext_lazy("3/4/2026 means"),
        choices=((1, gettext_lazy("3 April")), (0, gettext_lazy("4 March"))),
    )
    clear = forms.BooleanField(
        label=gettext_lazy("Empty cells empty the value of a record that is here already"), required=False
    )

    def __init__(
        self, screen: Screen, run: Import, *args: Any, fixed: Collection[int] = (), **kwargs: Any
    ) -> None:
        options = run.options
        initial = {
            "match": ",".join(options.get("match", ())),
            "day_first": int(options.get("day_first", True)),
            "clear": options.get("clear", False),
        }
        super().__init__(*args, **{"initial": initial, **kwargs})
        attributes = mapping.importable(screen)
        choices = [
            ("", _("Leave out")),
            (mapping.NUMBER, mapping.number_label()),
            *((one.key, f"{one.label} *" if one.required else str(one.label)) for one in attributes),
        ]
        for column, heading in enumerate(run.headings):
            self.fields[f"{COLUMN}{column}"] = forms.ChoiceField(
                label=heading,
                choices=choices,
                required=False,
                initial=run.mapping.get(str(column), ""),
                disabled=column in fixed,
            )
        self.fields["match"].choices = self._ways(screen)  # type: ignore[attr-defined]
        self.columns = [self[f"{COLUMN}{column}"] for column in range(len(run.headings))]

    def _ways(self, screen: Screen) -> list[tuple[str, str]]:
        attributes = mapping.matching(mapping.importable(screen))
        labels = {mapping.NUMBER: mapping.number_label()} | {one.key: str(one.label) for one in attributes}
        found = [("", _("Every row is a new record")), *labels.items()]
        usual = [key for key in screen.import_by if key in labels]
        if len(usual) > 1:
            said = _(", then ").join(labels[key] for key in usual)
            found.insert(1, (",".join(usual), said))
        return found

    def chosen(self) -> dict[int, str]:
        """Keys by column."""
        return {
            int(name.removeprefix(COLUMN)): key
            for name, key in self.cleaned_data.items()
            if name.startswith(COLUMN) and key
        }

    def options(self) -> dict[str, Any]:
        """What else was decided."""
        said = self.cleaned_data
        return {
            "match": [key for key in said["match"].split(",") if key],
            "day_first": said["day_first"] != "0",
            "clear": said["clear"],
        }
