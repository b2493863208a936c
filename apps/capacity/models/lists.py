"""Columns of several weekdays, dates or times, with the form fields people fill them in by."""

from datetime import date, datetime, time
from typing import Any, Final

from django import forms
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext

from apps.tenancy import region
from apps.tenancy.models import Weekday

MOST: Final = 400


class _ListField(ArrayField):  # type: ignore[type-arg]
    """Values once each and in order, given as a list or as a text with commas."""

    base: "type[models.Field[Any, Any]]"

    def __init__(self, verbose_name: Any = None, **kwargs: Any) -> None:
        kwargs.pop("base_field", None)
        kwargs.setdefault("default", list)
        kwargs.setdefault("blank", True)
        super().__init__(self.base(), verbose_name=verbose_name, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("base_field", None)
        return name, path, args, kwargs

    def to_python(self, value: Any) -> Any:
        """Raises ValidationError for what is none of them."""
        if value is None:
            return []
        parts = value.replace(";", ",").split(",") if isinstance(value, str) else value
        if not isinstance(parts, list | tuple | set | frozenset):
            raise ValidationError(gettext("Give several with commas between them."))
        given = [part for part in parts if not (isinstance(part, str) and not part.strip())]
        if len(given) > MOST:
            raise ValidationError(gettext("That is too many."))
        return sorted({self.one(part) for part in given})

    def clean(self, value: Any, model_instance: Any) -> Any:
        return self.to_python(value)

    def one(self, given: Any) -> Any:
        """One of them. Raises ValidationError."""
        raise NotImplementedError


class WeekdaysField(_ListField):
    """0 is Monday, 6 is Sunday; names are understood."""

    base = models.PositiveSmallIntegerField

    def one(self, given: Any) -> int:
        """A weekday by number or name."""
        text = str(given).strip().casefold()
        for number, label in Weekday.choices:
            # The first three letters tell them apart in every language we speak.
            if text == str(number) or (len(text) > 2 and str(label).casefold().startswith(text)):  # noqa: PLR2004
                return int(number)
        raise ValidationError(gettext("“%(given)s” is no weekday.") % {"given": given})

    def said(self, value: Any) -> str:
        """For people."""
        labels = dict(Weekday.choices)
        return ", ".join(str(labels[Weekday(number)])[:3] for number in value)

    def formfield(self, **kwargs: Any) -> Any:
        """Seven boxes."""
        return forms.TypedMultipleChoiceField(
            choices=Weekday.choices,
            coerce=int,
            required=False,
            widget=forms.CheckboxSelectMultiple,
            label=self.verbose_name,
            help_text=self.help_text,
        )


class DatesField(_ListField):
    """Days as 2026-12-24."""

    base = models.DateField

    def one(self, given: Any) -> date:
        """A date, or its text."""
        if isinstance(given, datetime):
            return given.date()
        if isinstance(given, date):
            return given
        try:
            return date.fromisoformat(str(given).strip())
        except ValueError as error:
            raise ValidationError(
                gettext("“%(given)s” is no date. Write it as 2026-12-24.") % {"given": given}
            ) from error

    def said(self, value: Any) -> str:
        """For people."""
        return ", ".join(region.dated(day, "j M Y") for day in value)

    def formfield(self, **kwargs: Any) -> Any:
        """A text with commas."""
        return _TextList(self, lambda day: day.isoformat(), required=False)


class TimesField(_ListField):
    """Times as 09:00."""

    base = models.TimeField

    def one(self, given: Any) -> time:
        """A time, or its text."""
        if isinstance(given, time):
            return given.replace(tzinfo=None)
        text = str(given).strip().replace(".", ":")
        try:
            return time.fromisoformat(text if len(text) > 4 else f"0{text}")  # noqa: PLR2004  9:00
        except ValueError as error:
            raise ValidationError(
                gettext("“%(given)s” is no time. Write it as 09:00.") % {"given": given}
            ) from error

    def said(self, value: Any) -> str:
        """For people."""
        return ", ".join(region.clock(clock) for clock in value)

    def formfield(self, **kwargs: Any) -> Any:
        """A text with commas."""
        return _TextList(self, lambda clock: f"{clock:%H:%M}", required=False)


class _TextList(forms.CharField):
    def __init__(self, column: _ListField, written: Any, **kwargs: Any) -> None:
        self.column, self.written = column, written
        super().__init__(label=column.verbose_name, help_text=column.help_text, max_length=8000, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(map(self.written, value)) if isinstance(value, list) else value

    def clean(self, value: Any) -> Any:
        return self.column.to_python(super().clean(value))
