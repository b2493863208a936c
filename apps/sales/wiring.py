"""What sales puts into registries; imported once when Django is ready."""

from typing import Final

from apps.audit.ports import PERSONAL
from apps.sales import takeout
from apps.sales.models import LineAdjustment, LineTax, Order, OrderItem, OrderLine
from apps.tenancy import inserting
from apps.tenancy.schema import AFTER_MIGRATE
from apps.tenancy.takeout.registries import REFERENCES
from apps.tenancy.takeout.rules import in_json

REFERENCES.add("sales_orderitem.quantities", in_json(takeout.quantities))
REFERENCES.add("sales_orderitem.former", in_json(takeout.former))
AFTER_MIGRATE.add("sales.rows", inserting.step(Order, OrderItem, OrderLine, LineAdjustment, LineTax))
# Amounts, lines and references stay, as tax law asks.
ATTRIBUTION: Final = ("browser", "referrer", "utm_source", "utm_medium", "utm_campaign")
PERSONAL.add("sales_order", ("contact", "requests", "notes", *ATTRIBUTION))
PERSONAL.add("sales_orderitem", ("answers", "by_hand_reason", "policy", "former"))
# Of those alone that staff have made, whose label says why.
PERSONAL.add("sales_lineadjustment", ("label",))
