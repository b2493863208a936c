"""What each built-in role may do, as the trades' own tables of roles have it."""

import pytest

from apps.accounts import builtin, patterns

# One permission of each kind, and per role what it says: A all, o own, - no.
CODES = (
    "tenancy.delete_tenant",
    "tenancy.change_tenant",
    "accounts.add_member",
    "accounts.change_role",
    "bookings.view_booking",
    "bookings.add_booking",
    "bookings.change_booking",
    "bookings.delete_booking",
    "bookings.check_in",
    "customers.view_customer",
    "customers.change_customer",
    "pos.add_sale",
    "inventory.change_stock",
    "reports.view_report",
    "capacity.view_departure",
    "capacity.change_departure",
    "staffing.view_guide",
    "staffing.change_guide",
    "diving.roster",
    "diving.certify",
    "detailing.view_job",
    "payments.add_refund",
    "lodging.change_stay",
    "sales.view_order",
    "sales.change_order",
    "sales.delete_order",
    "passes.view_pass",
    "passes.change_pass",
    "parking.check_plate",
    "backoffice.view_dashboard",
    "backoffice.export_records",
    "backoffice.export_sensitive",
)
MATRIX = {
    #              tenancy people bookings customers pos/inv rep cap staff dive det pay lod sales passes dash exp
    "owner":      "AA     AA     AAAAA    AA        AA      A   AA  AA    AA   A   A   A   AAA   AAA    A    AA",
    "admin":      "-A     AA     AAAAA    AA        AA      A   AA  AA    AA   A   A   A   AAA   AAA    A    AA",
    "manager":    "--     --     AAAAA    AA        AA      A   AA  A-    --   -   -   -   AAA   ---    A    A-",
    "staff":      "--     --     AAA-A    A-        A-      -   A-  --    --   -   -   -   AA-   ---    A    --",
    "instructor": "--     --     A---A    A-        --      -   A-  --    AA   -   -   -   ---   ---    A    --",
    "guide":      "--     --     o---o    --        --      -   o-  --    --   -   -   -   ---   ---    -    --",
    "technician": "--     --     o---o    --        --      -   --  --    --   o   -   -   ---   ---    -    --",
    "front_desk": "--     --     AAAAA    AA        --      -   A-  --    --   -   A   A   AA-   ---    -    --",
    "kitchen":    "--     --     -----    --        --      -   --  --    --   -   -   -   AA-   ---    -    --",
    "attendant":  "--     --     A----    --        --      -   --  --    --   -   -   -   ---   A-A    -    --",
}  # fmt: skip
SAYS = {"A": "all", "o": "own", "-": "no"}


def test_every_built_in_role_is_in_the_table() -> None:
    assert set(MATRIX) == set(builtin.roles()) == set(builtin.NAMES)


@pytest.mark.parametrize("role", MATRIX)
def test_a_built_in_role_permits_what_its_trade_says(role: str) -> None:
    may = builtin.roles()[role].may
    row = MATRIX[role].replace(" ", "")
    assert len(row) == len(CODES)
    said = {code: patterns.may([may], code) for code in CODES}
    assert said == {code: SAYS[mark] for code, mark in zip(CODES, row, strict=True)}


def test_every_built_in_pattern_is_one() -> None:
    assert all(patterns.is_pattern(p) for role in builtin.roles().values() for p in role.may)
