"""Who may define things. Services ask, so that files and undoing are held to the same as pages."""

from apps.accounts import patterns
from apps.accounts.models import Member
from apps.kernel.errors import NotAllowed


def may(by: Member | None, code: str) -> bool:
    """Whether the member may do this to everything; nobody (None) is the installation itself."""
    return by is None or patterns.may(by.patterns, code) == "all"


def require(by: Member | None, code: str) -> None:
    """Raise NotAllowed unless the member may do this to everything."""
    if not may(by, code):
        raise NotAllowed
