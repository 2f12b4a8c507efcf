"""What of this package goes along when a studio takes everything with it."""

from __future__ import annotations

from modules.commerce import taking
from safelight.kernel.reasons import COUNTS, KEY, ONCE, SECRET
from safelight.kernel.takeout import Table, Takeout

TAKEOUT = Takeout(
    tables=(
        Table(
            "commerce.Address",
            "public_id person name company street city region postal_code country phone "
            "vat_number used_at",
        ),
        Table(
            "commerce.PriceList_shipping_profiles",
            "pricelist shippingprofile",
        ),
        Table(
            "commerce.PriceList",
            "public_id kind name description position item_comments offer_states "
            "only_final_at_once stock_shown_from in_shop shipping_tier made_by_lab "
            "other_ratios ratio_tolerance tax_profile is_managed withdrawn_at",
        ),
        Table(
            "commerce.PriceRow",
            "public_id price_list name amount format width height shipping_tier position "
            "withdrawn_at",
        ),
        Table(
            "commerce.Option",
            "public_id price_list name position",
        ),
        Table(
            "commerce.Choice",
            "public_id option name extra position",
        ),
        Table(
            "commerce.Offering",
            "price_list gallery photo",
        ),
        Table(
            "commerce.ShippingTier",
            "public_id name priority",
        ),
        Table(
            "commerce.Territory",
            "public_id name countries",
        ),
        Table(
            "commerce.ShippingProfile",
            "public_id name kind instructions tax_profile position withdrawn_at",
        ),
        Table(
            "commerce.ShippingPrice",
            "profile tier territory amount",
        ),
        Table(
            "commerce.Cart",
            "visitor note name email coupon billing_address shipping_address updated_at",
            stays={"placement_key": ONCE},
        ),
        Table(
            "commerce.CartItem",
            "public_id cart gallery photo row choices quantity shipping_profile seen_price "
            "note framing added_at",
        ),
        Table(
            "commerce.Order",
            "public_id number visitor person brand email name language note validation payment "
            "fulfilment life goods discount shipping tax total taken_off currency "
            "prices_include_tax billing_address shipping_address consents placed_at "
            "settled_at is_charge",
            stays={"access_revision": COUNTS, "placement_key": ONCE},
        ),
        Table(
            "commerce.Deliverables",
            "mode included upsell extra_price flat_price all_discount gallery price_list "
            "whole_list least no_extras_chosen",
        ),
        Table(
            "commerce.IncludedPhoto",
            "deliverables photo name number visitor at",
        ),
        Table(
            "commerce.Choosing",
            "public_id deliverables version visitor email name note submitted_at order "
            "reopened_at reopened_by",
        ),
        Table(
            "commerce.Chosen",
            "choosing photo name is_extra note",
        ),
        Table(
            "commerce.Delivery",
            "public_id order number by started_at finished_at before_payment",
        ),
        Table(
            "commerce.Coupon_price_lists",
            "coupon pricelist",
        ),
        Table(
            "commerce.Coupon_galleries",
            "coupon gallery",
        ),
        Table(
            "commerce.Coupon",
            "public_id code kind percent amount buys gets is_automatic starts_at ends_at "
            "minimum most_uses once_a_client created_at",
        ),
        Table(
            "commerce.CouponUse",
            "coupon order email released_at",
        ),
        Table(
            "commerce.QuantityDiscount",
            "price_list threshold percent",
        ),
        Table(
            "commerce.Parcel",
            "amount discount discounts tax taxes taken_off public_id order profile name kind "
            "tier instructions carrier tracking tracking_url sent_at",
        ),
        Table(
            "commerce.OrderLine",
            "amount discount discounts tax taxes taken_off public_id order kind price_list "
            "row gallery photo parcel name description choices note quantity unit_price",
        ),
        Table(
            "commerce.PaymentConnection",
            "public_id provider account livemode ready connected_at disconnected_at",
        ),
        Table(
            "commerce.Payment",
            "public_id order provider connection state amount currency received refunded over "
            "disputed fee_percent reference livemode problem by note started_at expires_at "
            "settled_at seen_at",
            stays={"session": SECRET, "url": SECRET},
        ),
        Table(
            "commerce.Refund",
            "public_id order payment state amount reason reference problem by asked_at settled_at",
            stays={"key": ONCE},
        ),
        Table(
            "commerce.RefundPart",
            "refund line parcel amount",
        ),
        Table(
            "commerce.Document",
            "public_id order refund corrects kind number issued_at data",
        ),
        Table(
            "commerce.TermsFile",
            "public_id name bytes by set_at",
            stays={"object_key": KEY},
        ),
        Table(
            "commerce.DocumentNumber",
            "kind last",
        ),
        Table(
            "commerce.OrderItem",
            "public_id order line gallery photo name format only_final at_once note framing "
            "quantity left_out state method problem delivery version delivered_at",
            stays={"file": KEY},
        ),
        Table(
            "commerce.PaymentPromise",
            "order at ended_at",
        ),
        Table(
            "commerce.Shipment",
            "public_id order parcel reference carrier tracking tracking_url sent_at",
        ),
        Table(
            "commerce.Shipped",
            "shipment item copies",
        ),
        Table(
            "commerce.Stock",
            "price_list photo left",
        ),
        Table(
            "commerce.Hold",
            "stock order quantity until released_at",
        ),
        Table(
            "commerce.TaxProfile",
            "public_id name is_usual",
        ),
        Table(
            "commerce.TaxRate",
            "public_id profile name country region percent adds_to_country",
        ),
        Table(
            "commerce.OrderEntry",
            "order at by actor verb detail",
        ),
        Table(
            "commerce.OrderNumber",
            "last",
        ),
        Table(
            "commerce.TransferNotice",
            "public_id order gallery by at",
        ),
        Table(
            "commerce.TransferVisit",
            "order visitor at",
        ),
        Table(
            "commerce.OrderingTerms",
            "gallery minimum_order refuse_zero_orders",
        ),
        Table(
            "commerce.Withdrawal",
            "order by at ended_at",
        ),
    ),
    stays={
        "commerce.PretendedPayment": "Pretended payments of the test provider.",
    },
    files=taking.files,
    made=taking.made,
)
