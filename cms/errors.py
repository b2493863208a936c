"""What the sites refuse."""

from django.utils.translation import gettext_lazy as _

from apps.kernel.errors import Refusal


class UnknownLanguage(Refusal):
    """A language that no site can have."""

    sentence = _("Sites cannot be in this language yet.")
    code = "unknown_language"


class OwnLanguage(Refusal):
    """The business's own language was to go."""

    sentence = _("This is the language of the business itself, so the site keeps it.")
    code = "own_language"


class LanguageInUse(Refusal):
    """A language was to go of which there are pages."""

    sentence = _("There are still %(pages)s pages in %(language)s. Delete them first.")
    code = "language_in_use"
