"""Writes of sales: carts, quotes, placed orders and their corrections."""

from apps.sales.services.carts import (
    apply_code,
    change_item,
    drop_code,
    open_cart,
    put_item,
    remove_item,
    reprice,
    set_contact,
    set_time,
)
from apps.sales.services.corrections import (
    add_fee,
    change_lines,
    discount_by_hand,
    override_price,
    reverse_item,
    undo_kept,
)
from apps.sales.services.ending import abandon_carts, cancel_order, complete_order, delete_abandoned
from apps.sales.services.fees import are_kept_taxed
from apps.sales.services.items import in_language
from apps.sales.services.placing import place
from apps.sales.services.quotes import (
    accept_quote,
    decline_quote,
    extend_quote,
    make_quote,
    quote_seen,
    send_quote_again,
    withdraw_quote,
)
from apps.sales.services.selling import sell

__all__ = [
    "abandon_carts",
    "accept_quote",
    "add_fee",
    "apply_code",
    "are_kept_taxed",
    "cancel_order",
    "change_item",
    "change_lines",
    "complete_order",
    "decline_quote",
    "delete_abandoned",
    "discount_by_hand",
    "drop_code",
    "extend_quote",
    "in_language",
    "make_quote",
    "open_cart",
    "override_price",
    "place",
    "put_item",
    "quote_seen",
    "remove_item",
    "reprice",
    "reverse_item",
    "sell",
    "send_quote_again",
    "set_contact",
    "set_time",
    "undo_kept",
    "withdraw_quote",
]
