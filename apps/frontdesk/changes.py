"""What a change of a booking comes to, as staff are shown it before they agree."""

import hashlib

from django.utils.translation import gettext as _t

from apps.backoffice.attributes import formats
from apps.capacity.models import Resource
from apps.capacity.queries import legs
from apps.frontdesk.types import ChangeOffer


def mark(offer: ChangeOffer) -> str:
    """What stands for all that was shown: which change, what it comes to, in which rooms."""
    return hashlib.sha256(repr(offer).encode()).hexdigest()


def difference(offer: ChangeOffer) -> str:
    """What a change comes to, in sentences; with the rooms of a guest who would change them."""
    before, after, fee, kept, more = (
        formats.money(amount, offer.currency)
        for amount in (offer.before, offer.after, offer.fee, offer.kept, abs(offer.difference))
    )
    if offer.difference > 0:
        said = _t("%(before)s becomes %(after)s, the fee is %(fee)s: %(more)s more to pay.")
    elif offer.difference < 0:
        said = _t("%(before)s becomes %(after)s, the fee is %(fee)s: %(more)s less.")
    else:
        said = _t("The price stays %(before)s.")
    if offer.kept:
        said = "{} {}".format(
            said, _t("In it are %(kept)s that the policy keeps of the part that is cancelled.")
        )
    said = said % {"before": before, "after": after, "fee": fee, "kept": kept, "more": more}
    if offer.legs:
        rooms = Resource.objects.filter(pk__in=[leg.resource for leg in offer.legs])
        names = dict(rooms.values_list("pk", "name"))
        said = "{} {}".format(
            said, _t("Rooms are changed: %(rooms)s.") % {"rooms": legs.named(offer.legs, names)}
        )
    return said
