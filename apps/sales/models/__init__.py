"""Orders with their items, lines, price changes and taxes."""

from apps.sales.models.orders import LineAdjustment, LineTax, Order, OrderItem, OrderLine

__all__ = ["LineAdjustment", "LineTax", "Order", "OrderItem", "OrderLine"]
