"""What is wrong with a formula."""

from django.utils.translation import gettext_lazy as _

from apps.kernel.errors import Refusal


class FormulaError(Refusal):
    """The formula cannot be used: a sentence and the `position` of the letter, from 1, where it goes wrong."""

    sentence = _("%(problem)s (at character %(position)s)")
    code = "formula"
    status = 422

    def __init__(self, problem: str, *, position: int) -> None:
        self.position = position
        super().__init__(problem=problem, position=position)
