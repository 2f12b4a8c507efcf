"""The permission table: who may use which route. A route that is not here fails the build.

``who`` is a permission of the workspace, or one of:

* ``anybody``: no sign-in is asked
* ``gallery``: whoever the gallery's authorizations let in (``modules.gallery.access``)
* ``order``: who placed the order, and the team
* ``signed in``: any person of the studio
* ``member``: anybody of the team; ``owner``: an owner of the studio
* ``library``: whoever the rows of a library let in (``modules.agency.services.rights``)
* ``owner of it``: only the person whose own thing it is
* ``link``: whoever holds an unguessable secret
* ``operator``: anybody who runs the platform; ``operator: <act>``: with a role that allows it

``objects`` says which thing of ``things.py`` a parameter stands for.
"""

from __future__ import annotations

from tests.routes.agency_table import AGENCY
from tests.routes.billing_table import BILLING
from tests.routes.bookings_table import BOOKINGS
from tests.routes.bookings_types_table import BOOKING_TYPES
from tests.routes.console_table import CONSOLE
from tests.routes.domains_table import DOMAINS
from tests.routes.entries import Entry, entry
from tests.routes.labs_table import LABS
from tests.routes.life_table import LIFE
from tests.routes.mails_table import MAILS
from tests.routes.proofs_table import PROOFS
from tests.routes.shares_table import SHARES
from tests.routes.site_table import PAGES
from tests.routes.takeout_table import TAKEOUT

_GALLERY = {"public_id": "gallery", "photo_id": "photo"}


def _ws(who: str, **objects: str) -> Entry:
    """A page about one gallery in the workspace."""
    return Entry(who, {**_GALLERY, **objects})


def _rule(profile: str) -> Entry:
    """A page about one profile of shipping or tax."""
    return Entry("commerce.prices", {"profile": profile})


API = {
    "api:root": entry("anybody"),
    "api:schema": entry("anybody"),
    "uploads:all": entry("gallery.upload"),
    "uploads:one": entry("owner of it", public_id="upload"),
    "gallery_api:galleries": entry("gallery.view"),
    "gallery_api:gallery": entry("gallery.view"),
    "gallery_api:publication": entry("gallery.manage"),
    "gallery_brands_api:brands": entry("gallery.view"),
    "gallery_api:gallery_places": entry("gallery.manage"),
    "gallery_api:photo_places": entry("gallery.manage"),
    "gallery_api:transfer": entry("gallery.view"),
    "gallery_api:finals": entry("gallery"),
    "gallery_api:photos": entry("gallery"),
    "gallery_api:photo": entry("gallery"),
    "gallery_api:pick": entry("gallery"),
    "gallery_api:rating": entry("gallery"),
    "gallery_api:comments": entry("gallery"),
    "gallery_batches:all": entry("gallery.upload"),
    "gallery_batches:one": entry("gallery.upload"),
}

GALLERIES = {
    "gallery_workspace:list": entry("gallery.view"),
    "gallery_workspace:new": entry("gallery.manage"),
    "gallery_workspace:formats": entry("gallery.manage"),
    "gallery_workspace:format_new": entry("gallery.manage"),
    "gallery_workspace:format_example": entry("gallery.manage"),
    "gallery_workspace:format": entry("gallery.manage", format_id="format"),
    "gallery_workspace:format_delete": entry("gallery.manage", format_id="format"),
    "gallery_workspace:retention": entry("gallery.manage"),
    "gallery_workspace:keep": _ws("gallery.manage"),
    "gallery_workspace:photos": _ws("gallery.view"),
    "gallery_workspace:act": _ws("gallery.manage"),
    "gallery_workspace:arrange": _ws("gallery.manage"),
    "gallery_workspace:photo": _ws("gallery.view"),
    "gallery_workspace:rename": _ws("gallery.manage"),
    "gallery_workspace:photo_state": _ws("gallery.manage"),
    "gallery_workspace:restore": _ws("gallery.upload"),
    "gallery_workspace:reply": _ws("gallery.manage"),
    "gallery_workspace:hide": _ws("gallery.manage", comment_id="comment"),
    "gallery_workspace:transfer": _ws("gallery.view"),
    "gallery_workspace:transfer_rules": _ws("gallery.manage"),
    "gallery_workspace:transfer_end": _ws("gallery.manage"),
    "gallery_workspace:transfer_remove": _ws("gallery.manage"),
    "gallery_workspace:settings": _ws("gallery.manage"),
    "gallery_workspace:step": _ws("gallery.manage"),
    "gallery_workspace:move": _ws("gallery.manage"),
    "gallery_workspace:publish": _ws("gallery.manage"),
    "gallery_workspace:unpublish": _ws("gallery.manage"),
    "gallery_workspace:delete": _ws("gallery.manage"),
    "gallery_workspace:authorizations": _ws("gallery.authorize"),
    "gallery_workspace:rights": _ws("gallery.authorize"),
    "gallery_workspace:code": _ws("gallery.authorize"),
    "gallery_workspace:password": _ws("gallery.authorize"),
    "gallery_workspace:add_clients": _ws("gallery.authorize"),
    "gallery_workspace:add_group": _ws("gallery.authorize"),
    "gallery_workspace:table": _ws("gallery.authorize"),
    "gallery_workspace:row_remove": _ws("gallery.authorize", row_id="row"),
    "gallery_workspace:send": _ws("gallery.authorize"),
    "gallery_workspace:feedback": _ws("gallery.view"),
    "gallery_workspace:picks_csv": _ws("gallery.view"),
    "gallery_workspace:picks_list": _ws("gallery.view"),
    "gallery_workspace:activity": _ws("gallery.view"),
    "gallery_workspace:downloads_csv": _ws("gallery.view"),
    "gallery_site:own": entry("anybody"),
    "gallery_site:search": entry("anybody"),
    "gallery_site:gallery": entry("gallery"),
    "gallery_site:card": entry("gallery"),
    "gallery_site:unlock": entry("gallery"),
    "gallery_site:archive": entry("gallery"),
    "gallery_site:archive_progress": entry("gallery"),
    "gallery_site:finals": entry("gallery"),
    "gallery_site:finals_archive": entry("gallery"),
    "gallery_site:final": entry("gallery", final="final"),
    "gallery_site:photo": entry("gallery"),
    "gallery_site:download": entry("gallery"),
    "gallery_site:pick": entry("gallery"),
    "gallery_site:stars": entry("gallery"),
    "gallery_site:comments": entry("gallery"),
}

ORDERS = {
    "commerce_cart_api:cart": entry("anybody"),
    "commerce_cart_api:item": entry("owner of it"),
    "commerce_cart_api:lines": entry("anybody"),
    "commerce_cart_api:line": entry("owner of it"),
    "commerce_cart_api:coupon": entry("anybody"),
    "commerce_cart_api:addresses": entry("anybody"),
    "commerce_orders_api:orders": entry("anybody"),
    "commerce_orders_api:order": entry("order"),
    "commerce_orders_api:recalculation": entry("commerce.manage"),
    "commerce_orders_api:deliveries": entry("commerce.manage"),
    "commerce_orders_api:acceptance": entry("commerce.manage"),
    "commerce_orders_api:cancellation": entry("commerce.manage"),
    "commerce_orders_api:item_cancellation": entry("commerce.manage"),
    "commerce_orders_api:handing_over": entry("commerce.manage"),
    "commerce_orders_api:retry": entry("commerce.manage"),
    "commerce_orders_api:shipment": entry("commerce.manage"),
    "commerce_orders_api:tracking": entry("commerce.manage"),
    "commerce_orders_api:taking_back": entry("commerce.manage"),
    "commerce_orders_api:announcement": entry("commerce.manage"),
    "commerce_orders_api:pick_up": entry("commerce.manage"),
    "commerce_orders_api:forced_deliveries": entry("commerce.manage"),
    "commerce_orders_api:withdrawal": entry("commerce.manage"),
    "commerce_workspace:list": entry("commerce.view"),
    "commerce_workspace:csv": entry("commerce.view"),
    "commerce_workspace:order": entry("commerce.view"),
    "commerce_workspace:progress": entry("commerce.view"),
    "commerce_workspace:downloads_csv": entry("commerce.view"),
    "commerce_workspace:recalculate": entry("commerce.manage"),
    "commerce_workspace:deliver": entry("commerce.manage"),
    "commerce_workspace:accept": entry("commerce.manage"),
    "commerce_workspace:decline": entry("commerce.manage"),
    "commerce_workspace:cancel": entry("commerce.manage"),
    "commerce_workspace:cancel_item": entry("commerce.manage"),
    "commerce_workspace:together": entry("commerce.view"),
    "commerce_workspace:retry_item": entry("commerce.manage"),
    "commerce_workspace:hand_over": entry("commerce.manage"),
    "commerce_workspace:send_parcel": entry("commerce.manage"),
    "commerce_workspace:correct_tracking": entry("commerce.manage"),
    "commerce_workspace:take_parcel_back": entry("commerce.manage"),
    "commerce_workspace:announce_parcel": entry("commerce.manage"),
    "commerce_workspace:parcel_picked_up": entry("commerce.manage"),
    "commerce_workspace:force": entry("commerce.manage"),
    "commerce_workspace:withdraw": entry("commerce.manage"),
    "commerce_workspace:restore": entry("commerce.manage"),
    "commerce_site:cart": entry("anybody"),
    "commerce_site:part": entry("owner of it"),
    "commerce_site:prints": entry("gallery"),
    "commerce_site:checkout": entry("anybody"),
    "commerce_site:addresses": entry("signed in"),
    "commerce_site:terms": entry("anybody"),
    "commerce_site:orders": entry("anybody"),
    "commerce_site:order": entry("order"),
    "commerce_site:own_downloads": entry("anybody"),
    "commerce_site:invoices": entry("anybody"),
    "commerce_site:open": entry("link", stamp="stamp"),
    "commerce_site:finals": entry("link", stamp="finals_stamp"),
    "commerce_site:download": entry("order"),
    "commerce_site:archive": entry("order"),
    "commerce_site:document": entry("order", document="document"),
    "commerce_orders_api:documents": entry("order"),
    "commerce_orders_api:document": entry("order", document="document"),
    "commerce_documents_api:documents": entry("commerce.view"),
    "commerce_workspace:documents": entry("commerce.view"),
    "commerce_workspace:paper": entry("commerce.view", document="document"),
    "commerce_workspace:export": entry("commerce.view"),
    "commerce_workspace:terms_file": entry("site.manage"),
}

PRICES = {
    "commerce_workspace:price_lists": entry("commerce.prices"),
    "commerce_workspace:price_list_new": entry("commerce.prices"),
    "commerce_workspace:price_list": entry("commerce.prices"),
    "commerce_workspace:price_list_step": entry("commerce.prices"),
    "commerce_workspace:price_list_withdraw": entry("commerce.prices"),
    "commerce_workspace:price_list_restore": entry("commerce.prices"),
    "commerce_workspace:price_list_stock": entry("commerce.prices"),
    "commerce_workspace:price_row_new": entry("commerce.prices"),
    "commerce_workspace:price_row": entry("commerce.prices", row="price_row"),
    "commerce_workspace:price_row_step": entry("commerce.prices", row="price_row"),
    "commerce_workspace:price_row_withdraw": entry("commerce.prices", row="price_row"),
    "commerce_workspace:price_option_new": entry("commerce.prices"),
    "commerce_workspace:price_option": entry("commerce.prices"),
    "commerce_workspace:price_option_remove": entry("commerce.prices"),
    "commerce_workspace:deliverables": _ws("commerce.prices"),
    "commerce_workspace:choice_reopen": _ws("commerce.manage"),
    "commerce_workspace:gallery_prices": entry("commerce.prices"),
    "commerce_workspace:gallery_terms": entry("commerce.prices"),
    "commerce_deliverables_api:deliverables": entry("gallery"),
    "commerce_deliverables_api:terms": entry("commerce.prices"),
    "commerce_deliverables_api:included": entry("gallery"),
    "commerce_deliverables_api:extras": entry("gallery"),
    "commerce_deliverables_api:choice": entry("gallery"),
    "commerce_deliverables_api:reopening": entry("commerce.manage"),
    "commerce_orders_api:notices": entry("commerce.manage"),
    "commerce_workspace:notify": entry("commerce.manage"),
    "commerce_workspace:selection_prices": entry("commerce.prices"),
    "commerce_workspace:photo_prices": entry("commerce.prices"),
    "commerce_prices_api:lists": entry("commerce.prices"),
    "commerce_prices_api:list_places": entry("commerce.prices"),
    "commerce_prices_api:list": entry("commerce.prices"),
    "commerce_prices_api:withdrawal": entry("commerce.prices"),
    "commerce_prices_api:row_places": entry("commerce.prices"),
    "commerce_prices_api:rows": entry("commerce.prices"),
    "commerce_prices_api:row": entry("commerce.prices", row="price_row"),
    "commerce_prices_api:offering": entry("commerce.prices"),
    "commerce_offers_api:offers": entry("anybody"),
    "commerce_site:shop": entry("anybody"),
    "commerce_site:buy_gallery": entry("gallery"),
    "commerce_site:buy_photo": entry("gallery"),
    "commerce_site:extras": entry("gallery"),
    "commerce_site:choice": entry("gallery"),
}

PAYMENTS = {
    "connect:stripe": entry("anybody"),
    "commerce_orders_api:payments": entry("order"),
    "commerce_orders_api:paid": entry("commerce.payments"),
    "commerce_orders_api:refunds": entry("commerce.payments"),
    "commerce_site:pay": entry("order"),
    "commerce_site:pay_return": entry("order"),
    "commerce_site:pay_test": entry("order", session="session"),
    "commerce_workspace:mark_paid": entry("commerce.payments"),
    "commerce_workspace:refund": entry("commerce.payments"),
    "commerce_workspace:send_back": entry("commerce.payments", payment="payment"),
    "commerce_workspace:dismiss_payment": entry("commerce.payments", payment="payment"),
    "commerce_workspace:payments": entry("commerce.payments"),
    "commerce_workspace:connect_stripe": entry("commerce.payments"),
    "commerce_workspace:stripe_back": entry("commerce.payments"),
    "commerce_workspace:connect_test": entry("commerce.payments"),
    "commerce_workspace:payments_disconnect": entry("commerce.payments"),
}

RULES = {
    "commerce_workspace:shipping": entry("commerce.prices"),
    "commerce_workspace:shipping_new": entry("commerce.prices"),
    "commerce_workspace:shipping_profile": _rule("shipping_profile"),
    "commerce_workspace:shipping_step": _rule("shipping_profile"),
    "commerce_workspace:shipping_withdraw": _rule("shipping_profile"),
    "commerce_workspace:shipping_restore": _rule("shipping_profile"),
    "commerce_workspace:tier_new": entry("commerce.prices"),
    "commerce_workspace:tier": entry("commerce.prices", tier="tier"),
    "commerce_workspace:tier_step": entry("commerce.prices", tier="tier"),
    "commerce_workspace:tier_delete": entry("commerce.prices", tier="tier"),
    "commerce_workspace:territory_new": entry("commerce.prices"),
    "commerce_workspace:territory": entry("commerce.prices", territory="territory"),
    "commerce_workspace:territory_delete": entry("commerce.prices", territory="territory"),
    "commerce_workspace:taxes": entry("commerce.prices"),
    "commerce_workspace:tax_new": entry("commerce.prices"),
    "commerce_workspace:tax_profile": _rule("tax_profile"),
    "commerce_workspace:tax_delete": _rule("tax_profile"),
    "commerce_workspace:discounts": entry("commerce.prices"),
    "commerce_workspace:coupon_new": entry("commerce.prices"),
    "commerce_workspace:coupon": entry("commerce.prices", coupon="coupon"),
    "commerce_workspace:coupon_end": entry("commerce.prices", coupon="coupon"),
    "commerce_workspace:steps": entry("commerce.prices", price_list="price_list"),
    "commerce_shipping_api:profiles": entry("commerce.prices"),
    "commerce_shipping_api:profile": _rule("shipping_profile"),
    "commerce_shipping_api:withdrawal": _rule("shipping_profile"),
    "commerce_shipping_api:tiers": entry("commerce.prices"),
    "commerce_shipping_api:tier": entry("commerce.prices", tier="tier"),
    "commerce_shipping_api:territories": entry("commerce.prices"),
    "commerce_shipping_api:territory": entry("commerce.prices", territory="territory"),
    "commerce_taxes_api:profiles": entry("commerce.prices"),
    "commerce_taxes_api:profile": _rule("tax_profile"),
    "commerce_coupons_api:coupons": entry("commerce.prices"),
    "commerce_coupons_api:coupon": entry("commerce.prices", coupon="coupon"),
    "commerce_coupons_api:ending": entry("commerce.prices", coupon="coupon"),
    "commerce_prices_api:discounts": entry("commerce.prices", price_list="price_list"),
    "commerce_prices_api:ordering_terms": entry("commerce.prices"),
    "commerce_orders_api:export": entry("commerce.view"),
}

LABS = {
    **LABS,
}

PEOPLE = {
    **PROOFS,
    "people:clients": entry("people.manage"),
    "people:client_invite": entry("people.manage"),
    "people:groups": entry("people.manage"),
    "people:group_new": entry("people.manage"),
    "people:group": entry("people.manage", public_id="group"),
    "people:group_delete": entry("people.manage", public_id="group"),
    "people:client": entry("people.manage", public_id="client"),
    "people:client_invitation": entry("people.manage", public_id="client"),
    "people:client_disabling": entry("people.manage", public_id="client"),
    "people:team": entry("team.manage"),
    "people:member_invite": entry("team.manage"),
    "people:roles": entry("team.manage"),
    "people:role_new": entry("team.manage"),
    "people:role": entry("team.manage", public_id="role"),
    "people:role_delete": entry("team.manage", public_id="role"),
    "people:member": entry("team.manage", public_id="member"),
    "people:member_invitation": entry("team.manage", public_id="member"),
    "people:member_removal": entry("team.manage", public_id="member"),
    "accounts:sign_in": entry("anybody"),
    "accounts:sign_out": entry("anybody"),
    "accounts:welcome": entry("link", secret="welcome"),
    "accounts:password_forgotten": entry("anybody"),
    "accounts:password_new": entry("link", secret="reset"),
    "accounts:invitation": entry("link", secret="invitation"),
    "accounts:account": entry("signed in"),
    "accounts:details": entry("signed in"),
    "accounts:password": entry("signed in"),
    "accounts:sign_out_everywhere": entry("signed in"),
    "accounts:make_token": entry("member"),
    "accounts:revoke_token": entry("owner of it", public_id="token"),
}

SITE = {
    "settings:home": entry("site.manage"),
    "settings:module": entry("site.manage", name="module"),
    "workspace:home": entry("member"),
    "workspace:first_steps": entry("site.manage"),
    "renew": entry("link", signed="signed"),
}

PLATFORM = {
    "signup:front": entry("anybody"),
    "signup:sign_up": entry("anybody"),
    "signup:address": entry("anybody"),
    "mailbox:list": entry("operator"),
    "mailbox:message": entry("operator", mail_id="mail"),
    "mailbox:html": entry("operator", mail_id="mail"),
}

TABLE: dict[str, Entry] = {
    **MAILS, **API, **GALLERIES, **ORDERS, **PRICES, **RULES, **PAYMENTS, **LABS, **LIFE,
    **AGENCY, **SHARES, **PEOPLE, **SITE, **PAGES, **PLATFORM, **CONSOLE, **BOOKINGS,
    **BOOKING_TYPES, **TAKEOUT, **DOMAINS, **BILLING,
}  # fmt: skip
