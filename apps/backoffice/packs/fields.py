"""`[[field]]`: fields of the business's own."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.backoffice.errors import Invalid
from apps.backoffice.fields import computing, places
from apps.backoffice.fields.attribute import PREFIX
from apps.backoffice.fields.formulas import FormulaError, check
from apps.backoffice.models import CustomField
from apps.backoffice.packs.defined import Defined
from apps.backoffice.packs.screens import attributes
from apps.backoffice.services import field_definition
from apps.backoffice.services.fields import rules
from apps.backoffice.types import Kind
from apps.tenancy.packs import Item, Pack, Table, Values, item, shown
from apps.tenancy.packs.places import currency

_NAMES: Mapping[str, str] = {"kind": "type"}


class Fields(Defined):
    """Own fields, in the order of the file."""

    kind = "field"
    label = gettext_lazy("Field")
    words: ClassVar[Mapping[str, Any]] = field_definition.DEFINITION.words
    definition = field_definition.DEFINITION

    def collect(self, pack: Pack) -> list[Item]:
        """Every [[field]], checked by the same rules as the owner's."""
        found = []
        rows = pack.root.tables("field", most=500)
        pack.named["fields"] = {f"{table.value('on')}/{table.value('key')}" for table in rows}
        made: dict[str, list[tuple[CustomField, Table]]] = {}
        for table in rows:
            key, on = table.key(), table.text("on", wanted=True)
            pack.refer("screen", on, table, "on")
            pack.name_one("field", f"{on}/{key}", table)
            values = _values(table, pack)
            table.close()
            field = CustomField(
                on=on, key=key, **{k: v for k, v in values.items() if k not in ("shown_when", "kind")}
            )
            field.kind = values["kind"]
            made.setdefault(on, []).append((field, table))
            found.append(item(f"{on}/{key}", values, f"{on}: {values['label']}", table))
        pack.shared["fields"] = {on: [field for field, _table in fields] for on, fields in made.items()}
        for on, fields in made.items():
            _check(on, fields, pack)
        return found


def _values(table: Table, pack: Pack) -> Values:
    kind = table.one_of("type", list(Kind), Kind.TEXT.value, wanted=True)
    said = table.word_by_key("choices")
    shown_when = table.table("shown_when")
    target = table.text("target")
    pack.refer("screen", target, table, "target")
    values: Values = {
        "label": table.word("label", wanted=True),
        "kind": kind,
        "help": table.word("help", most=300),
        "section": table.word("section"),
        "required": table.flag("required"),
        "later": table.flag("later"),
        "public": table.flag("public"),
        "sensitive": table.flag("sensitive"),
        "default": table.value("default"),
        "choices": [_choice(one, said) for one in table.tables("choices", most=rules.MOST_CHOICES)],
        "target": target,
        "formula": table.text("formula", most=2000),
        "currency": currency(table, "currency"),
        "shown_when": None,
    }
    if not values["currency"] and kind == Kind.MONEY:
        # Left out, it is the business's: a file that says none must not take it away again.
        values.pop("currency")
    if shown_when is not None:
        key = _key(shown_when.text("key", wanted=True), table, pack)
        values["shown_when"] = {"key": key, "values": shown_when.texts("values", least=1)}
        pack.shared.setdefault("columns", []).append((table.value("on"), key, shown_when, ("key",)))
        shown_when.close()
    return values


def _key(key: str, table: Table, pack: Pack) -> str:
    """The key of an attribute; own fields may be named without their prefix."""
    own = f"{table.value('on')}/{key}" in pack.named.get("fields", ())
    return f"{PREFIX}{key}" if own else key


def _choice(table: Table, said: Mapping[str, str]) -> dict[str, str]:
    value = table.text("value", wanted=True)
    label = table.text("label", wanted=True)
    table.close()
    return {"value": value, "label": said.get(value, label)}


def _check(on: str, fields: list[tuple[CustomField, Table]], pack: Pack) -> None:
    known = computing.names(attributes(pack, on).values())
    if not on.startswith("records.") and places.model_of(on) is None:
        fields[0][1].wrong(
            "on", found=shown(on), expected=_("records of this kind have no fields of their own")
        )
    for field, table in fields:
        try:
            rules.tidy(field)
        except Invalid:
            continue
        others = [one for one, _table in fields if one is not field]
        kind = () if field.kind == Kind.REFERENCE else (rules.kind_rule,)
        for rule in (rules.label_rule, *kind, rules.choices_rule, rules.default_rule):
            for name, sentence in rule(field, others):
                if name in ("currency", "target"):
                    continue
                table.wrong(_NAMES.get(name, name), found=f"{on}/{field.key}", expected=sentence)
        if field.kind == Kind.REFERENCE and places.link_model(field.target) is None:
            table.wrong(
                "target", found=shown(field.target), expected=_("fields cannot refer to records of this kind")
            )
        if field.kind == Kind.FORMULA:
            try:
                check(field.formula, known)
            except FormulaError as error:
                table.wrong("formula", found=shown(field.formula), expected=str(error))
