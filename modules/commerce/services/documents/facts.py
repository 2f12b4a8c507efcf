"""What a paper says, gathered once when it is issued."""

from __future__ import annotations

import zoneinfo
from datetime import datetime
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from modules.commerce.models import Document, Order, Payment, Provider, Refund
from modules.commerce.papers.frozen import Corrected, Issuer, Paid, Paper, Recipient
from modules.commerce.services import addresses
from modules.commerce.services.documents import positions
from modules.commerce.settings import CommerceSettings
from safelight.site import brands
from safelight.site import selectors as site
from safelight.site.models import SiteSettings


def of_invoice(order: Order, payment: Payment, number: int, at: datetime) -> Paper:
    """What an invoice over the whole order says."""
    setting = _Setting(order)
    # Words of the paper are in the client's language, whoever's request it is.
    with translation.override(setting.language):
        lines, parcels = positions.of_order(order)
        return {
            **setting.common(f"{setting.own.invoice_prefix}{number}", at),  # type: ignore[typeddict-item]
            "kind": "invoice",
            "lines": lines,
            "parcels": parcels,
            "taxes": positions.tax_rows([*lines, *parcels]),
            "remarks": positions.remarks([*lines, *parcels]),
            **positions.sums([*lines, *parcels]),
            "goods": sum(each["amount"] for each in lines),
            "shipping": sum(each["amount"] for each in parcels),
            "paid": setting.paid(payment, payment.settled_at or at),
            "corrects": None,
        }


def of_credit_note(refund: Refund, invoice: Document, number: int, at: datetime) -> Paper:
    """What a credit note over the parts of a refund says; its amounts are what goes back."""
    setting = _Setting(refund.order)
    with translation.override(setting.language):
        lines, parcels = positions.of_refund(refund)
        return {
            **setting.common(f"{setting.own.credit_note_prefix}{number}", at),  # type: ignore[typeddict-item]
            "kind": "credit_note",
            "lines": lines,
            "parcels": parcels,
            "taxes": positions.tax_rows([*lines, *parcels]),
            "remarks": positions.remarks([*lines, *parcels]),
            **positions.sums([*lines, *parcels]),
            "goods": sum(each["gross"] for each in lines),
            "shipping": sum(each["gross"] for each in parcels),
            "paid": setting.paid(refund.payment, refund.settled_at or at),
            "corrects": _corrected(invoice, refund),
        }


def of_taking_back(note: Document, number: int, at: datetime) -> Paper:
    """What a credit note said, as an invoice: the money did not go back."""
    setting = _Setting(note.order)
    said: Paper = note.data
    with translation.override(setting.language):
        reason = _("The refund could not be paid out.")
        corrects: Corrected = {"number": said["number"], "date": said["date"], "reason": reason}
        return {
            **said,
            **setting.common(f"{setting.own.invoice_prefix}{number}", at),  # type: ignore[typeddict-item]
            "kind": "invoice",
            "corrects": corrects,
        }


class _Setting:
    """What all papers of an order share."""

    def __init__(self, order: Order) -> None:
        self.order = order
        self.site: SiteSettings = site.site_settings()
        self.face = brands.wearing(self.site, order.brand) if order.brand else self.site
        self.own = site.from_stored(CommerceSettings, self.site.modules.get("commerce", {}))
        self.language = order.spoken or self.site.language

    def day(self, at: datetime) -> str:
        return at.astimezone(zoneinfo.ZoneInfo(self.site.time_zone)).date().isoformat()

    def common(self, number: str, at: datetime) -> dict[str, Any]:
        return {
            "language": self.language,
            "size": "Letter" if self.own.paper == "Letter" else "A4",
            "number": number,
            "date": self.day(at),
            "studio": self._issuer(),
            "client": _recipient(self.order),
            "order_number": self.order.number,
            "order_date": self.day(self.order.placed_at),
            "currency": self.order.currency,
            "prices_include_tax": self.order.prices_include_tax,
            "note": self.own.invoice_note.strip(),
        }

    def paid(self, payment: Payment, at: datetime) -> Paid:
        return {
            "method": method(payment.provider),
            "date": self.day(at),
            "is_test": not payment.livemode,
        }

    def _issuer(self) -> Issuer:
        address = [row.strip() for row in self.own.postal_address.splitlines() if row.strip()]
        return {
            "name": self.face.name,
            # A brand is no business of its own: the studio is named below it.
            "address": [self.site.name, *address] if self.face.worn else address,
            "tax_number": self.own.tax_number.strip(),
            "email": self.face.contact_email,
        }


def method(provider: str) -> str:
    """How somebody paid, in the words of papers."""
    words = {
        Provider.STRIPE: _("online, by Stripe"),
        Provider.TEST: _("test payment"),
        Provider.OFFLINE: _("directly to the studio"),
    }
    return words[Provider(provider)]


def _recipient(order: Order) -> Recipient:
    billing = addresses.lines(order.billing_address)
    shipping = addresses.lines(order.shipping_address)
    return {
        "name": order.name,
        "email": order.email,
        "address": billing or shipping,
        "shipping_address": shipping if billing and shipping != billing else [],
        "vat_number": order.billing_address.get("vat_number", ""),
    }


def _corrected(invoice: Document, refund: Refund) -> Corrected:
    return {
        "number": invoice.data["number"],
        "date": invoice.data["date"],
        "reason": refund.reason.strip(),
    }
