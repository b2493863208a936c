"""The refusal: an error that a person may read."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Refusal(Exception):
    """Something a person asked for and cannot have, with the sentence that says so.

    Interfaces translate it once: `str()` for people, `code` for programs, `status` for HTTP.
    Named values given to the constructor fill the sentence and are kept in `facts`.
    """

    sentence: ClassVar[str | Promise] = _("This is not possible.")
    code: ClassVar[str] = "refused"
    status: ClassVar[int] = 409

    def __init__(self, **facts: Any) -> None:
        self.facts: Mapping[str, Any] = facts
        super().__init__(facts)

    def __str__(self) -> str:
        return str(self.sentence) % self.facts


class NotAllowed(Refusal):
    """The person is known but may not do this."""

    sentence = _("Your role does not allow this.")
    code = "not_allowed"
    status = 403


class NotFound(Refusal):
    """The thing does not exist here; a thing of another business does not exist either."""

    sentence = _("There is no such thing here.")
    code = "not_found"
    status = 404
