"""What is refused about files."""

from django.utils.translation import gettext_lazy as _

from apps.kernel.errors import Refusal


class UnusableFile(Refusal):
    """The file cannot be stored; `why` says it in a sentence."""

    sentence = _("%(why)s")
    code = "unusable_file"
    status = 422


class StorageFull(Refusal):
    """The file would not fit into what the plan allows; nothing was stored."""

    sentence = _(
        "Your plan allows %(limit)d MB of files, and %(used)d MB are used. "
        "Delete pictures or documents you no longer need, or choose a larger plan."
    )
    code = "storage_full"
    status = 402
