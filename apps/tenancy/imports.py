"""Spreadsheets into tables: the base every import of a business's rows stands on.

An import is all or nothing: one wrong row, and nothing is saved. Every refusal is a sentence that names
the row.
"""

import functools
from collections.abc import Iterator, Mapping
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ObjectDoesNotExist, ValidationError
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from import_export import resources, widgets
from import_export.results import Result

from apps.kernel.errors import Refusal


class ImportFailed(Refusal):
    """Nothing was saved; `problems` says why, row by row."""

    sentence = gettext_lazy("Nothing was imported. %(problems)s")
    code = "import_failed"
    status = 422


class WholeNumber(widgets.IntegerWidget):
    """A column of whole numbers."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        """Raises ValueError, which the row's result shows beside the column."""
        try:
            return super().clean(value, row, **kwargs)
        except (ValueError, ArithmeticError) as error:
            raise ValueError(_("“%(value)s” is not a whole number.") % {"value": value}) from error


class Number(widgets.DecimalWidget):
    """A column of numbers."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        """Raises ValueError, which the row's result shows beside the column."""
        try:
            return super().clean(value, row, **kwargs)
        except (ValueError, ArithmeticError) as error:
            raise ValueError(_("“%(value)s” is not a number.") % {"value": value}) from error


class Day(widgets.DateWidget):
    """A column of dates."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        """Raises ValueError, which the row's result shows beside the column."""
        try:
            return super().clean(value, row, **kwargs)
        except ValueError as error:
            sentence = _("“%(value)s” is not a date. Write it like 2026-11-21.")
            raise ValueError(sentence % {"value": value}) from error


class Moment(widgets.DateTimeWidget):
    """A column of times."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        """Raises ValueError, which the row's result shows beside the column."""
        try:
            return super().clean(value, row, **kwargs)
        except ValueError as error:
            sentence = _("“%(value)s” is not a date and time. Write it like 2026-11-21 14:30:00.")
            raise ValueError(sentence % {"value": value}) from error


class Reference(widgets.ForeignKeyWidget):
    """A column that names rows of another table of the same business."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        """Raises ValueError, which the row's result shows beside the column."""
        try:
            return super().clean(value, row, **kwargs)
        except (ObjectDoesNotExist, ValueError) as error:
            what = self.model._meta.verbose_name
            sentence = _("There is no %(what)s “%(value)s”.")
            raise ValueError(sentence % {"what": what, "value": value}) from error


class TenantResource(resources.ModelResource):
    """Imports and exports rows of the bound business."""

    WIDGETS_MAP = resources.ModelResource.WIDGETS_MAP | {
        name: {
            widgets.IntegerWidget: WholeNumber,
            widgets.DecimalWidget: Number,
            widgets.DateWidget: Day,
            widgets.DateTimeWidget: Moment,
        }.get(widget, widget)
        for name, widget in resources.ModelResource.WIDGETS_MAP.items()
    }

    class Meta:
        clean_model_instances = True
        use_transactions = True

    @classmethod
    def get_fk_widget(cls, field: "models.ForeignKey[Any, Any]") -> Any:
        """References are looked up, so that a missing one is told instead of violating a key."""
        return functools.partial(Reference, model=field.related_model)

    def import_data(
        self,
        dataset: Any,
        dry_run: bool = False,  # noqa: FBT001, FBT002  the library's own signature
        **options: Any,
    ) -> Result:
        """Save every row or none, or raise ImportFailed; a dry run answers with what would be wrong."""
        options |= {"use_transactions": True, "rollback_on_validation_errors": True}
        result = super().import_data(dataset, dry_run=dry_run, **options)
        if not dry_run and (result.has_errors() or result.has_validation_errors()):
            columns = {field.attribute: field.column_name for field in self.get_import_fields()}
            raise ImportFailed(problems=" ".join(problems(result, columns=columns)))
        return result

    def after_import(self, dataset: Any, result: Result, **kwargs: Any) -> None:
        """Leave the table's sequence alone.

        The library sets it to the highest id it sees, which under row security is the business's own, and the
        next ids would be ones that other businesses have.
        """


def problems(result: Result, *, columns: Mapping[str, str]) -> Iterator[str]:
    """A sentence for everything wrong with an import, in the order of the rows.

    Row 1 stands below the headings. `columns` has the heading of each attribute.
    """
    for error in result.base_errors:
        yield _sentence(error.error)
    found = [(row.number, text) for row in result.invalid_rows for text in _by_column(row.error, columns)]
    found += [(row.number, _sentence(error.error)) for row in result.error_rows for error in row.errors]
    for number, text in sorted(found, key=lambda pair: pair[0]):
        yield _("Row %(number)d: %(problem)s") % {"number": number, "problem": text}


def _by_column(error: ValidationError, columns: Mapping[str, str]) -> Iterator[str]:
    if not hasattr(error, "error_dict"):
        yield from error.messages
        return
    for attribute, messages in error.message_dict.items():
        heading = "" if attribute == NON_FIELD_ERRORS else f"{columns.get(attribute, attribute)}: "
        for message in messages:
            yield heading + message


def _sentence(error: Exception) -> str:
    if isinstance(error, ValidationError):
        return " ".join(error.messages)
    if isinstance(error, Refusal):
        return str(error)
    return _("This could not be saved.")
