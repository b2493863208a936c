"""What must be true of a field's definition. Each check answers sentences by the name of the property."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final

from django.utils.translation import gettext as _

from apps.backoffice.errors import CircularFormulas, FieldInUse, Invalid
from apps.backoffice.fields import computing, families, places, values
from apps.backoffice.fields.attribute import PREFIX, OwnField
from apps.backoffice.fields.formulas import FormulaError, check
from apps.backoffice.models import CustomField
from apps.backoffice.services import checks
from apps.backoffice.types import Kind

MOST_FIELDS: Final = 100
MOST_CHOICES: Final = 199
LABEL_LETTERS: Final = 80
# Kinds whose values stand in the record itself and can be converted into each other.
IN_RECORD: Final = frozenset(Kind) - {Kind.FILE, Kind.IMAGE, Kind.REFERENCE, Kind.FORMULA}
# Secrets are found by their exact text, so only what has one spelling.
CAN_BE_SENSITIVE: Final = frozenset(
    {Kind.TEXT, Kind.LONG_TEXT, Kind.NUMBER, Kind.DATE, Kind.EMAIL, Kind.PHONE, Kind.URL}
)
CAN_SHOW: Final = frozenset({Kind.TEXT, Kind.CHOICE, Kind.CHOICES, Kind.YES_NO, Kind.NUMBER})
CHOSEN: Final = frozenset({Kind.CHOICE, Kind.CHOICES})


def tidy(field: CustomField) -> None:
    """Bring texts into shape and drop what the kind has no use for."""
    field.label = " ".join(str(field.label).split())
    field.help, field.section = str(field.help).strip(), " ".join(str(field.section).split())
    field.formula = str(field.formula).strip() if field.kind == Kind.FORMULA else ""
    field.choices = tidy_choices(field.choices) if field.kind in CHOSEN else []
    field.target = field.target if field.kind == Kind.REFERENCE else ""
    if field.kind not in (Kind.MONEY, Kind.FORMULA):
        field.currency = ""
    if field.kind == Kind.FORMULA:
        field.required, field.default, field.sensitive = False, None, False
    else:
        field.result = ""


def tidy_choices(given: Any) -> list[dict[str, str]]:
    """Choices as [{"value", "label"}]; a text is both. Raises Invalid for anything else."""
    if not isinstance(given, list | tuple):
        raise Invalid(by_key={"choices": [_("Give the choices as a list.")]})
    found = []
    for one in given:
        pair = {"value": one, "label": one} if isinstance(one, str) else one
        if not isinstance(pair, dict) or not isinstance(pair.get("label"), str):
            raise Invalid(by_key={"choices": [_("Give the choices as a list.")]})
        label = " ".join(pair["label"].split())
        found.append({"value": " ".join(str(pair.get("value") or label).split()), "label": label})
    return found


def check_definition(field: CustomField, others: Sequence[CustomField]) -> None:
    """Raise Invalid with sentences by property, CircularFormulas, unless the field can be saved. Sets `result`.

    `others` are the other fields of the same kind of record that are not in the trash.
    """
    found: dict[str, list[str]] = {}
    for rule in _RULES:
        for name, sentence in rule(field, others):
            found.setdefault(name, []).append(sentence)
    if found:
        raise Invalid(by_key=found)


Findings = Iterator[tuple[str, str]]


def label_rule(field: CustomField, others: Sequence[CustomField]) -> Findings:
    """What is wrong with its name and other texts."""
    if not field.label:
        yield "label", _("Give the field a name.")
    if len(field.label) > LABEL_LETTERS:
        yield "label", _("Use at most %(most)s characters.") % {"most": LABEL_LETTERS}
    if any(one.label.casefold() == field.label.casefold() for one in others):
        yield "label", _("There is a field of this name already.")
    for name, most in (("help", 300), ("section", 80)):
        if len(getattr(field, name)) > most:
            yield name, _("Use at most %(most)s characters.") % {"most": most}
    for name in ("label", "help", "section", "formula"):
        if not checks.is_text(getattr(field, name)):
            yield name, _("There are characters in it that are no text.")


def kind_rule(field: CustomField, others: Sequence[CustomField]) -> Findings:
    """What does not go with its kind. Asks the database where it refers to a record type."""
    if field.kind not in set(Kind):
        yield "kind", _("There is no such kind of field.")
    elif field.sensitive and field.kind not in CAN_BE_SENSITIVE:
        yield "sensitive", _("A field of this kind cannot be sensitive.")
    if field.kind == Kind.MONEY and not values.is_currency(field.currency):
        yield "currency", _("Give the currency as three letters, such as EUR.")
    if field.kind == Kind.FORMULA and field.currency and not values.is_currency(field.currency):
        yield "currency", _("Give the currency as three letters, such as EUR.")
    if field.kind == Kind.REFERENCE and (
        places.link_model(field.target) is None or families.is_missing(field.target)
    ):
        yield "target", _("A field cannot refer to records of this kind.")


def choices_rule(field: CustomField, others: Sequence[CustomField]) -> Findings:
    """What is wrong with its choices."""
    if field.kind not in CHOSEN:
        return
    if not field.choices:
        yield "choices", _("Give at least one choice.")
    if len(field.choices) > MOST_CHOICES:
        yield "choices", _("There can be at most %(most)s choices.") % {"most": MOST_CHOICES}
    for part in ("value", "label"):
        said = [one[part].casefold() for one in field.choices]
        if not all(said) or any(len(one) > LABEL_LETTERS for one in said):
            yield "choices", _("A choice has 1 to %(most)s characters.") % {"most": LABEL_LETTERS}
        if len(set(said)) < len(said):
            yield "choices", _("Two choices are the same.")
        if any(";" in one or not checks.is_text(one) for one in said):
            yield "choices", _("A choice cannot have a semicolon in it.")


def default_rule(field: CustomField, others: Sequence[CustomField]) -> Findings:
    """What is wrong with its default, which is brought into the shape records hold."""
    if field.default is None or field.kind not in IN_RECORD:
        field.default = None
        return
    if field.sensitive:
        yield "default", _("A sensitive field has no default.")
        return
    try:
        field.default = values.dump(OwnField(field), field.default)
    except ValueError as error:
        yield "default", str(error)


def _shown_when(field: CustomField, others: Sequence[CustomField]) -> Findings:
    key = field.shown_when_key
    if not key:
        field.shown_when_values = []
        return
    if not isinstance(field.shown_when_values, list) or not field.shown_when_values:
        yield "shown_when", _("Say for which values the field is shown.")
    by_key = {PREFIX + one.key: one for one in others}
    known = {one.key: one for one in computing.attributes_of(field.on)} | {
        key: OwnField(one) for key, one in by_key.items()
    }
    other = known.get(key)
    if other is None or key == PREFIX + field.key or other.sensitive or other.kind not in CAN_SHOW:
        yield "shown_when", _("The field cannot be shown by that one.")
    seen = set()
    while key in by_key and key not in seen:
        seen.add(key)
        key = by_key[key].shown_when_key
    if seen and key in (PREFIX + field.key, *seen):
        yield "shown_when", _("These fields would show each other.")


def _formula(field: CustomField, others: Sequence[CustomField]) -> Findings:
    if field.kind != Kind.FORMULA:
        return
    try:
        formula = check(field.formula, usable(field.on, [field, *others]))
    except FormulaError as error:
        yield "formula", str(error)
        return
    field.result = computing.result_kind(formula.type, field.currency)
    if field.currency and field.result != Kind.MONEY:
        yield "currency", _("Only a number can have a currency.")
    try:
        computing.in_order(uses([field, *others]))
    except CircularFormulas as error:
        yield "formula", str(error)


Rule = Callable[[CustomField, Sequence[CustomField]], Findings]
_RULES: Final[tuple[Rule, ...]] = (label_rule, kind_rule, choices_rule, default_rule, _shown_when, _formula)


def usable(on: str, fields: Sequence[CustomField]) -> dict[str, Any]:
    """What formulas may use where these are the fields. A formula that is new has no kind of result yet: its own type
    does not matter to itself, since using itself is refused as a circle.
    """
    columns = [one for one in computing.attributes_of(on) if not one.own]
    return computing.names([*columns, *(OwnField(one) for one in fields)])


def uses(fields: Sequence[CustomField]) -> dict[str, frozenset[str]]:
    """Which keys each formula uses; one that is not right uses none."""
    if not fields:
        return {}
    known = usable(fields[0].on, fields)
    found = {}
    for one in fields:
        if one.kind != Kind.FORMULA:
            continue
        try:
            found[PREFIX + one.key] = check(one.formula, known).uses
        except FormulaError:
            found[PREFIX + one.key] = frozenset()
    return found


def require_unused(field: CustomField, others: Sequence[CustomField]) -> None:
    """Raise FieldInUse where other fields are computed from this one or shown by it."""
    key = PREFIX + field.key
    needed = uses([field, *others])
    names = [
        one.label for one in others if key in needed.get(PREFIX + one.key, ()) or one.shown_when_key == key
    ]
    if names:
        raise FieldInUse(what=", ".join(names))


def require_formulas(field: CustomField, others: Sequence[CustomField]) -> None:
    """Raise FieldInUse where a formula that was right is not with the field as it is now."""
    known = usable(field.on, [field, *others])
    wrong = []
    for one in others:
        if one.kind == Kind.FORMULA:
            try:
                check(one.formula, known)
            except FormulaError:
                wrong.append(one.label)
    if wrong:
        raise FieldInUse(what=", ".join(wrong))
