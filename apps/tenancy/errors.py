"""What tenancy refuses."""

from django.utils.translation import gettext_lazy as _

from apps.kernel.errors import Refusal


class NoTenant(Refusal):
    """Code that needs a business ran with none bound: a programming error, not a person's."""

    sentence = _("This can only be done inside a business.")
    code = "no_tenant"
    status = 500


class Busy(Refusal):
    """Others were at the same records again and again."""

    sentence = _("Somebody else is changing the same at this moment. Nothing was done; please try again.")
    code = "busy"


class SlugTaken(Refusal):
    """`slug` names another business, or is reserved."""

    sentence = _("The address “%(slug)s” is taken. Choose another one.")
    code = "slug_taken"


class DomainTaken(Refusal):
    """`host` leads to another business."""

    sentence = _("The host name “%(host)s” is in use. If it is yours, write to us.")
    code = "domain_taken"


class InvalidBusiness(Refusal):
    """A value of the business is wrong; `problems` says which."""

    sentence = _("%(problems)s")
    code = "invalid_business"
    status = 422


class FeatureNotIncluded(Refusal):
    """The plan does not have the `feature`."""

    sentence = _("Your plan (%(plan)s) does not include this. You can change the plan at any time.")
    code = "feature_not_included"
    status = 402


class QuotaReached(Refusal):
    """The plan's `limit` of `quota` would be passed; nothing was counted."""

    sentence = _("Your plan allows %(limit)d of “%(label)s”, and %(used)d are used.")
    code = "quota_reached"
    status = 402


class WrongStatus(Refusal):
    """The business is not in a state that allows this."""

    sentence = _("This is not possible while the business is “%(status)s”.")
    code = "wrong_status"


class OwnerRoleMissing(Refusal):
    """The command needs the role that owns the tables."""

    sentence = _("Set DATABASE_URL_OWNER: this needs the role that owns the tables.")
    code = "owner_role_missing"
    status = 500


class LastLocation(Refusal):
    """The business would have no place left."""

    sentence = _("“%(name)s” is the only location. A business needs one; rename it instead.")
    code = "last_location"
