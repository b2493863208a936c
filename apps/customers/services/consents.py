"""What customers agree to, and take back."""

from datetime import datetime

from apps.accounts.models import Member
from apps.backoffice.services import records
from apps.customers import queries
from apps.customers.models import Consent, Customer
from apps.customers.types import ConsentKind, ConsentSource


def record_consent(
    *,
    customer: Customer,
    kind: ConsentKind | str,
    text: str,
    source: ConsentSource | str,
    by: Member | None,
    at: datetime,
) -> Consent:
    """The customer agreed to `text`, word for word. A new row each time, since the wording may differ.

    Raises Invalid without a wording, or for a kind or source that is none.
    """
    return _say(customer, kind=kind, given=True, text=text, source=source, by=by, at=at)


def withdraw_consent(
    *,
    customer: Customer,
    kind: ConsentKind | str,
    source: ConsentSource | str,
    by: Member | None,
    at: datetime,
    text: str = "",
) -> Consent:
    """The customer does not agree, or no longer. Saying so again changes nothing and answers the standing row."""
    standing = next((one for one in queries.consents_in_force(customer) if one.kind == kind), None)
    if standing is not None and not standing.given:
        return standing
    return _say(customer, kind=kind, given=False, text=text, source=source, by=by, at=at)


def _say(
    customer: Customer,
    *,
    kind: str,
    given: bool,
    text: str,
    source: str,
    by: Member | None,
    at: datetime,
) -> Consent:
    values = {"kind": kind, "given": given, "text": text.strip(), "source": source, "at": at}
    return records.create(record=Consent(customer=customer), values=values, by=by, at=at)
