"""Formulas over the attributes of one record: a small language of its own, read without `eval`, with types.

`check(text, names)` answers a Formula or raises FormulaError, and nothing else, whatever the text. A formula
runs without errors: what cannot be computed (a division by zero, a day that does not exist) is empty.
"""

from apps.backoffice.fields.formulas.checking import Formula, check
from apps.backoffice.fields.formulas.errors import FormulaError
from apps.backoffice.fields.formulas.types import Name, Type

__all__ = ["Formula", "FormulaError", "Name", "Type", "check"]
