from modules.commerce.models.addresses import Address
from modules.commerce.models.carts import Cart, CartItem
from modules.commerce.models.deliverables import (
    Choosing,
    Chosen,
    Deliverables,
    DeliverableTerms,
    IncludedPhoto,
)
from modules.commerce.models.deliveries import Delivery
from modules.commerce.models.discounts import Coupon, CouponUse, QuantityDiscount
from modules.commerce.models.documents import Document, DocumentNumber, TermsFile
from modules.commerce.models.items import ItemState, Method, OrderItem
from modules.commerce.models.lines import OrderLine, Parcel
from modules.commerce.models.orders import Fulfilment, Life, Order, PaymentState, Validation
from modules.commerce.models.payments import (
    Payment,
    PaymentConnection,
    Provider,
    Refund,
    RefundPart,
)
from modules.commerce.models.pretending import PretendedPayment
from modules.commerce.models.pricelists import (
    Choice,
    Offering,
    Option,
    OtherRatios,
    PriceList,
    PriceRow,
)
from modules.commerce.models.promises import PaymentPromise
from modules.commerce.models.shipments import Shipment, Shipped
from modules.commerce.models.shipping import ShippingPrice, ShippingProfile, ShippingTier, Territory
from modules.commerce.models.stock import Hold, Stock
from modules.commerce.models.taxes import TaxProfile, TaxRate
from modules.commerce.models.trail import OrderEntry, OrderNumber
from modules.commerce.models.transfers import OrderingTerms, TransferNotice, TransferVisit
from modules.commerce.models.withdrawals import Withdrawal

__all__ = [
    "Address",
    "Cart",
    "CartItem",
    "Choice",
    "Choosing",
    "Chosen",
    "Coupon",
    "CouponUse",
    "DeliverableTerms",
    "Deliverables",
    "Delivery",
    "Document",
    "DocumentNumber",
    "Fulfilment",
    "Hold",
    "IncludedPhoto",
    "ItemState",
    "Life",
    "Method",
    "Offering",
    "Option",
    "Order",
    "OrderEntry",
    "OrderItem",
    "OrderLine",
    "OrderNumber",
    "OrderingTerms",
    "OtherRatios",
    "Parcel",
    "Payment",
    "PaymentConnection",
    "PaymentPromise",
    "PaymentState",
    "PretendedPayment",
    "PriceList",
    "PriceRow",
    "Provider",
    "QuantityDiscount",
    "Refund",
    "RefundPart",
    "Shipment",
    "Shipped",
    "ShippingPrice",
    "ShippingProfile",
    "ShippingTier",
    "Stock",
    "TaxProfile",
    "TaxRate",
    "TermsFile",
    "Territory",
    "TransferNotice",
    "TransferVisit",
    "Validation",
    "Withdrawal",
]
