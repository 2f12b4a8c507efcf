from modules.commerce.models.carts import Cart, CartItem
from modules.commerce.models.deliveries import Delivery
from modules.commerce.models.items import ItemState, Method, OrderItem
from modules.commerce.models.orders import Fulfilment, Life, Order, PaymentState, Validation
from modules.commerce.models.trail import OrderEntry, OrderNumber

__all__ = [
    "Cart",
    "CartItem",
    "Delivery",
    "Fulfilment",
    "ItemState",
    "Life",
    "Method",
    "Order",
    "OrderEntry",
    "OrderItem",
    "OrderNumber",
    "PaymentState",
    "Validation",
]
