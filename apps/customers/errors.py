"""What customers refuses."""

from django.utils.translation import gettext_lazy as _

from apps.kernel.errors import NotFound, Refusal

EMAIL_TAKEN = _("Another customer has this e-mail address.")
NAME_MISSING = _("Give a name.")


class NoSuchCustomer(NotFound):
    sentence = _("There is no such customer here.")
    code = "no_such_customer"


class SameCustomer(Refusal):
    sentence = _("Choose two different customers to merge.")
    code = "same_customer"


class MergedMeanwhile(Refusal):
    """The customer to merge is in another one, called `name`, by now."""

    sentence = _("That customer has been merged into “%(name)s” meanwhile.")
    code = "merged_meanwhile"


class ChangedMeanwhile(Refusal):
    """What was looked at before a merge, or before undoing one, is not what would be done now."""

    sentence = _("Something has changed while you were looking. Nothing was done; please look again.")
    code = "changed_meanwhile"


class NotACustomersField(Refusal):
    """A merge was told which value of `key` wins, and there is nothing to choose."""

    sentence = _("There is nothing to choose for “%(key)s”.")
    code = "not_a_customers_field"
    status = 422


class MergeIsUndone(Refusal):
    sentence = _("This merge has been undone already.")
    code = "merge_is_undone"


class MergeIsTooOld(Refusal):
    """`days` is how long a merge can be undone."""

    sentence = _("A merge can be undone for %(days)d days; this one is older.")
    code = "merge_is_too_old"


class MergedAgain(Refusal):
    """The kept record has itself been merged into another since."""

    sentence = _("“%(name)s” has been merged into another customer since. Undo that first.")
    code = "merged_again"


class ChangedSinceMerge(Refusal):
    """`what` lists in words what would not come back; `undo_merge(partly=True)` brings back the rest."""

    sentence = _(
        "Since the merge this has changed and would stay as it is now: %(what)s. Everything else can be brought back."
    )
    code = "changed_since_merge"


class OtherCurrency(Refusal):
    """A value in `given` cannot be added to one in `standing`."""

    sentence = _("This customer's value is kept in %(standing)s and cannot take amounts in %(given)s.")
    code = "other_currency"
