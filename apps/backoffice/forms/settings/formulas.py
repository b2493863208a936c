"""What a formula may use, in words, and whether one is right."""

from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from apps.backoffice.errors import Invalid
from apps.backoffice.fields import computing
from apps.backoffice.fields.formulas.checking import WORDS
from apps.backoffice.fields.formulas.functions import FUNCTIONS
from apps.backoffice.forms.settings.kinds import name_of
from apps.backoffice.models import CustomField
from apps.backoffice.services.fields import rules
from apps.backoffice.types import Kind

CALLS: Final = ("if", *FUNCTIONS)


@dataclass(frozen=True, slots=True)
class Usable:
    """A key that may stand in braces."""

    key: str
    label: str
    type: str


@dataclass(frozen=True, slots=True)
class Finding:
    """What checking a formula said."""

    right: bool
    sentence: str


def usable(on: str, field: CustomField | None) -> list[Usable]:
    """All keys a formula of this kind of record may use, the field's own not among them."""
    mine = f"custom.{field.key}" if field is not None else ""
    attributes = [one for one in computing.attributes_of(on) if one.key != mine]
    names = computing.names(attributes)
    return [
        Usable(one.key.removeprefix("custom."), str(one.label), str(WORDS[names[one.key].type]))
        for one in attributes
        if one.key in names
    ]


def check(on: str, formula: str, *, field: CustomField | None, currency: str = "") -> Finding:
    """Whether a formula could be saved, and what kind of value it gives; a sentence for people. One query."""
    others = list(CustomField.objects.filter(on=on, deleted_at=None).order_by("order", "pk"))
    tried = CustomField(on=on, key="new_formula", label="—", kind=Kind.FORMULA)
    if field is not None:
        others = [one for one in others if one.pk != field.pk]
        tried.key, tried.label = field.key, field.label
    tried.formula, tried.currency = formula[:2000].strip(), currency
    try:
        rules.check_definition(tried, others)
    except Invalid as invalid:
        wrong = invalid.by_key.get("formula")
        if wrong:
            return Finding(right=False, sentence=" ".join(wrong))
    return Finding(
        right=True, sentence=_("This is right. It gives: %(kind)s.") % {"kind": name_of(tried.result).lower()}
    )
