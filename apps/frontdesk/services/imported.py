"""What imports of spreadsheets hold of a customer."""

from datetime import datetime
from typing import Any

from apps.audit import services as audit
from apps.backoffice.imports import forgetting
from apps.backoffice.imports.forgetting import Known
from apps.backoffice.models import Import
from apps.customers.models import Customer, CustomerMerge

_SCREEN = "customers.customer"


def known(number: int) -> Known:
    """By what a customer is found in what others wrote."""
    row = Customer.objects.get(pk=number)
    merged = CustomerMerge.objects.filter(kept=number).values_list("merged_number", flat=True)
    return Known(
        screen=_SCREEN,
        numbers=[number, *merged],
        names=[row.name],
        emails=[row.email or ""],
        phones=[row.phone or ""],
    )


class ImportKeeper:
    """Hands over in which files a customer came, and takes them out of previews, wrong rows and files."""

    def export(self, *, customer: int) -> Any:
        """Which files, and when. A query for each preview that is kept, and two."""
        return [{"file": run.name, "at": run.at.isoformat()} for run in forgetting.mentions(known(customer))]

    def forget(self, *, customer: int, at: datetime) -> None:
        """Empty it, in the audit log too."""
        runs = forgetting.forget(known(customer))
        audit.mask(table=Import._meta.db_table, rows=runs)
