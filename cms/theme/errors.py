"""What a theme refuses."""

from django.utils.translation import gettext_lazy as _

from apps.kernel.errors import Refusal


class UnusableTheme(Refusal):
    """A choice is none there is, or a colour is no colour; `field` is its name."""

    sentence = _("This cannot be used for “%(field)s”: %(value)s.")
    code = "unusable_theme"
    status = 422
