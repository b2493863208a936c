"""Columns that read what people write: phones, codes, plates, amounts.

Each turns what it is given into its one stored form, also in filters, so a plate is found however it is typed.
"""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.backoffice.types import Kind
from apps.customers import codes, phones


class _Written(models.CharField):  # type: ignore[type-arg]
    """Text that people write longer and otherwise than it is stored, so forms must not judge what they get."""

    @property
    def validators(self) -> list[Any]:
        """A new list each time: Django's own length check is added to one that nobody reads."""
        return [*self.default_validators, *self._validators]  # type: ignore[attr-defined]

    def validate(self, value: Any, model_instance: Any) -> None:
        """Judge the stored form."""
        super().validate(value, model_instance)
        if value and self.max_length is not None:
            MaxLengthValidator(self.max_length)(value)

    def formfield(self, **kwargs: Any) -> Any:
        """With room for spaces and the like."""
        return super().formfield(**{"max_length": 40, **kwargs})


class PhoneField(_Written):
    """A phone number in E.164. What has no country code is made whole by services, which know the business's."""

    kind: ClassVar[Kind] = Kind.PHONE

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 16)
        super().__init__(*args, **kwargs)

    def validate(self, value: Any, model_instance: Any) -> None:
        """Refuse what no telephone can have."""
        super().validate(value, model_instance)
        if value:
            phones.validate_phone(value)

    def get_prep_value(self, value: Any) -> Any:
        prepared = super().get_prep_value(value)
        return phones.compact(prepared) if isinstance(prepared, str) else prepared

    def said(self, value: str) -> str:
        """The number for people."""
        return phones.readable(value)


class CodeField(models.CharField):  # type: ignore[type-arg]
    """The code of a country, language or currency (`sort`); also understands the name."""

    def __init__(self, *args: Any, sort: codes.Sort, **kwargs: Any) -> None:
        self.sort = sort
        kwargs.setdefault("max_length", 3)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "sort": self.sort}

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        if not text:
            return text
        found = codes.read(self.sort, text)
        if found is None:
            raise ValidationError(_UNKNOWN[self.sort], params={"value": text}, code="unknown")
        return found

    def get_prep_value(self, value: Any) -> Any:
        prepared = models.Field.get_prep_value(self, value)
        return codes.read(self.sort, prepared) or prepared if isinstance(prepared, str) else prepared

    def formfield(self, **kwargs: Any) -> Any:
        """A list to choose from, in the reader's language."""
        return forms.ChoiceField(
            choices=lambda: [("", "—"), *codes.choices(self.sort)],
            required=not self.blank,
            label=self.verbose_name,
            help_text=self.help_text,
        )

    def said(self, value: str) -> str:
        """The name for people."""
        return codes.name(self.sort, value)


class CompactField(_Written):
    """Letters and digits in capitals and nothing between them, as in a licence plate; `matches` narrows them."""

    def __init__(self, *args: Any, matches: str = "", wrong: Any = "", **kwargs: Any) -> None:
        self.matches, self.wrong = matches, wrong
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, **({"matches": self.matches} if self.matches else {})}

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        return compact(text) if isinstance(text, str) else text

    def validate(self, value: Any, model_instance: Any) -> None:
        """Refuse what does not match."""
        super().validate(value, model_instance)
        if value and self.matches:
            RegexValidator(self.matches, self.wrong)(value)

    def get_prep_value(self, value: Any) -> Any:
        prepared = models.Field.get_prep_value(self, value)
        return compact(prepared) if isinstance(prepared, str) else prepared


def compact(text: str) -> str:
    """ab 12-cde is AB12CDE."""
    return "".join(c for c in text.upper() if c.isalnum())


class MinorUnitsField(models.BigIntegerField):  # type: ignore[type-arg]
    """An amount of money in minor units of the currency that the record's column `currency` names."""

    kind: ClassVar[Kind] = Kind.MONEY

    def __init__(self, *args: Any, currency: str, **kwargs: Any) -> None:
        self.currency_column = currency
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "currency": self.currency_column}


class NameField(models.CharField):  # type: ignore[type-arg]
    """A name whose order, without case and accents, is that of the record's column `sort_by`."""

    def __init__(self, *args: Any, sort_by: str, **kwargs: Any) -> None:
        self.sort_by = sort_by
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "sort_by": self.sort_by}


_UNKNOWN: dict[str, Any] = {
    "country": _("“%(value)s” is not a country. Use its name or its two letters, such as BZ."),
    "language": _("“%(value)s” is not a language. Use its name or its two letters, such as en."),
    "currency": _("“%(value)s” is not a currency. Use its name or its three letters, such as USD."),
}
