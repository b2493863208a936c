"""What becomes of uses of codes when two customers become one: they count together."""

from typing import Final

from apps.catalog.models import CodeUse
from apps.customers.models import Customer
from apps.customers.services.following import Rows
from apps.tenancy import db

_TOGETHER: Final = """
    WITH gone AS (
        DELETE FROM catalog_codeuse o USING catalog_codeuse k
        WHERE o.customer_id = %(other)s AND k.customer_id = %(kept)s AND k.code_id = o.code_id
        RETURNING k.id, o.uses
    )
    UPDATE catalog_codeuse SET uses = catalog_codeuse.uses + gone.uses FROM gone WHERE catalog_codeuse.id = gone.id
"""


class CodeUses(Rows):
    """Where both have used a code, the uses become one row, and stay so when the merge is undone."""

    def __init__(self) -> None:
        super().__init__(CodeUse._meta.get_field("customer"))

    def move(self, *, kept: Customer, other: Customer) -> list[int]:
        """Count together what both have, let the rest refer to the kept one; answers which."""
        db.execute(_TOGETHER, kept=kept.pk, other=other.pk)
        return super().move(kept=kept, other=other)
