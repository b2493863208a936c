"""Why a pack cannot be installed."""

from django.utils.translation import gettext_lazy as _

from apps.kernel.errors import Refusal


class BrokenPack(Refusal):
    sentence = _("The pack has %(count)d problems; the first: %(first)s")
    code = "broken_pack"


class NotInstalled(Refusal):
    sentence = _("%(name)s is not installed here.")
    code = "pack_not_installed"


class OlderPack(Refusal):
    sentence = _("Version %(installed)d of %(name)s is installed; %(version)d is older.")
    code = "pack_older"


class ItemRefused(Refusal):
    sentence = _("%(file)s:%(line)d: %(title)s: %(reason)s")
    code = "pack_item_refused"


class NoSuchPack(Refusal):
    sentence = _("There is no pack of that name on this installation.")
    code = "no_such_pack"


class NothingThere(Refusal):
    sentence = _("“%(title)s” cannot come back: what it belongs to is gone.")
    code = "pack_item_gone"
