"""What kinds of value a record can have, and what a list can ask of them."""

from enum import StrEnum


class Kind(StrEnum):
    """The kind of one attribute, whether a column of the model or a field of the owner's."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    NUMBER = "number"
    MONEY = "money"
    DATE = "date"
    MOMENT = "moment"  # an instant; shown in the viewer's zone
    TIME = "time"
    CHOICE = "choice"
    CHOICES = "choices"
    YES_NO = "yes_no"
    EMAIL = "email"
    PHONE = "phone"
    URL = "url"
    FILE = "file"
    IMAGE = "image"
    REFERENCE = "reference"
    FORMULA = "formula"


class Operator(StrEnum):
    """What a filter asks. `IS` takes one value, `IN` several, the others as named."""

    IS = "is"
    IN = "in"
    HAS = "has"  # text that contains
    FROM = "from"  # at least; for dates: that day or later
    TO = "to"  # at most; for dates: that day or earlier
    EMPTY = "empty"
    FILLED = "filled"
