"""The adapter: the contract's calls, one by one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import quote

from django.conf import settings
from django.utils.translation import gettext as _

from modules.labs.adapters import asking
from modules.labs.adapters.prodigi import actions, calls, news, products, reading, writing
from modules.labs.contract import (
    Accepted,
    Account,
    Away,
    Cancelling,
    Capabilities,
    Catalogue,
    Changed,
    Field,
    Heard,
    Incoming,
    Issue,
    NoNews,
    NotGenuine,
    PartlyTakenBack,
    Piece,
    Product,
    Progress,
    Quoted,
    Recipient,
    Refused,
    Submission,
    TakenBack,
    Way,
    Works,
)
from safelight.fakelab import shelf

_TAKEN = ("created", "createdwithissues", "onhold", "alreadyexists")
# What an attempt leaves that nobody answered.
_ASKED = {"asked": "yes"}
_METHODS = {
    name.lower(): name for name in ("Budget", "Standard", "StandardPlus", "Express", "Overnight")
}


class Prodigi:
    """Satisfies ``Lab``."""

    code = "prodigi"
    name = "Prodigi"
    capabilities = Capabilities(
        quotes=True, catalogue=True, cancelling=Cancelling.BEFORE_PRODUCTION,
        changes_recipient=True, changes_shipping=True, hold=True, tells=True,
        branding=frozenset({writing.PACKING_SLIP}),
    )  # fmt: skip

    @property
    def fields(self) -> tuple[Field, ...]:
        return calls.fields()

    def check(self, account: Account) -> Works | Refused | Away:
        reply = calls.ask(account, "GET", "/orders", params={"top": "1"})
        if not isinstance(reply, asking.Reply):
            return reply
        return Works() if calls.outcome(reply) == "ok" else calls.refused(reply)

    def catalogue(
        self, account: Account, *, skus: Iterable[str] = ()
    ) -> Catalogue | Refused | Away:
        """Without SKUs those that their reference names: they list none."""
        found: list[Product] = []
        unknown: list[str] = []
        for sku in tuple(skus) or _suggested(account):
            reply = calls.ask(account, "GET", f"/products/{quote(sku.strip(), safe='')}")
            if not isinstance(reply, asking.Reply):
                return reply
            told = reply.fields.get("product")
            product = products.product(told) if isinstance(told, dict) else None
            if product is not None:
                found.append(product)
            elif reply.status in (400, 404):
                unknown.append(sku)
            else:
                return calls.refused(reply)
        return Catalogue(products=tuple(found), unknown=tuple(unknown))

    def quote(
        self, account: Account, *, pieces: tuple[Piece, ...], country: str, currency: str,
        region: str = "",
    ) -> Quoted | Refused | Away:  # fmt: skip
        told = writing.quote(pieces, country, currency)
        reply = calls.ask(account, "POST", "/quotes", told=told)
        if not isinstance(reply, asking.Reply):
            return reply
        quotes = reply.fields.get("quotes")
        if reply.status != 200 or not isinstance(quotes, list):
            return calls.refused(reply)
        shared = tuple(_issues(reply.fields))
        return Quoted(ways=tuple(_ways(quotes, shared)))

    def submit(self, account: Account, submission: Submission) -> Accepted | Refused | Away:
        reply = calls.ask(account, "POST", "/orders", told=writing.order(account, submission))
        if not isinstance(reply, asking.Reply):
            return _still_unclear(reply, submission)
        order = reply.fields.get("order")
        if reply.status != 200:
            return calls.refused(reply)
        try:
            # An order with a name is theirs, by whatever outcome they call it.
            seen = reading.progress(order if isinstance(order, dict) else {})
        except ValueError:
            is_known = calls.outcome(reply) in ("", *_TAKEN)
            return asking.away(_ASKED) if is_known else calls.refused(reply)
        return Accepted(progress=seen, repeated=calls.outcome(reply) == "alreadyexists")

    def status(self, account: Account, *, lab_id: str) -> Progress | NoNews | Away:
        reply = calls.ask(account, "GET", actions.path(lab_id))
        if isinstance(reply, Refused):
            return Away(sentence=reply.sentence)
        if isinstance(reply, Away):
            return reply
        order = reply.fields.get("order")
        try:
            return reading.progress(order if isinstance(order, dict) else {})
        except ValueError:
            # One that is on hold cannot be read either.
            return NoNews() if reply.status in (400, 404) else asking.away()

    def cancel(
        self, account: Account, *, lab_id: str
    ) -> TakenBack | PartlyTakenBack | Refused | Away:  # fmt: skip
        return actions.cancel(account, lab_id)

    def change_recipient(
        self, account: Account, *, lab_id: str, recipient: Recipient
    ) -> Changed | Refused | Away:
        told = writing.recipient(recipient)
        return actions.change(account, lab_id, "updateRecipient", told)

    def change_shipping(
        self, account: Account, *, lab_id: str, method: str
    ) -> Changed | Refused | Away:
        told = {"shippingMethod": method}
        return actions.change(account, lab_id, "updateShippingMethod", told)

    def change_metadata(
        self, account: Account, *, lab_id: str, metadata: Mapping[str, object]
    ) -> Changed | Refused | Away:
        """Replaces all of it, at any time; more than the contract asks for."""
        told = {"metadata": dict(metadata)}
        return actions.change(account, lab_id, "updateMetadata", told)

    def hear(self, account: Account, incoming: Incoming) -> tuple[Heard, ...] | NotGenuine:
        return news.hear(incoming)


def _still_unclear(answer: Refused | Away, submission: Submission) -> Refused | Away:
    """A key that is not taken any more says nothing about an order that was sent with it before."""
    if isinstance(answer, Refused) and not submission.previous:
        return answer
    return Away(sentence=answer.sentence, trace=_ASKED)


def _suggested(account: Account) -> tuple[str, ...]:
    is_fake = account.settings.get("environment") == calls.FAKE and settings.LABS_FAKE_URL
    return shelf.SKUS if is_fake else products.SUGGESTED


def _ways(quotes: list[object], shared: tuple[Issue, ...]) -> Iterator[Way]:
    for told in quotes:
        if not isinstance(told, dict):
            continue
        costs = told.get("costSummary")
        items = reading.money(costs.get("items")) if isinstance(costs, dict) else None
        shipping = reading.money(costs.get("shipping")) if isinstance(costs, dict) else None
        if items is None or shipping is None:
            continue
        written = str(told.get("shipmentMethod") or "")
        method = _METHODS.get(written.lower(), written)
        boxes = [box for box in told.get("shipments") or [] if isinstance(box, dict)]
        yield Way(
            method=method, name=_way_name(method), items=items, shipping=shipping,
            parcels=len(boxes) or 1,
            carrier=_shared([(box.get("carrier") or {}).get("name") for box in boxes]),
            origin=_shared(
                [(box.get("fulfillmentLocation") or {}).get("countryCode") for box in boxes]
            ),
            issues=(*shared, *_issues(told)),
        )  # fmt: skip


def _way_name(method: str) -> str:
    names = {
        "Budget": _("Budget"),
        "Standard": _("Standard"),
        "StandardPlus": _("Standard plus"),
        "Express": _("Express"),
        "Overnight": _("Overnight"),
    }
    return names.get(method, method)


def _issues(told: dict[str, object]) -> Iterator[Issue]:
    issues = told.get("issues")
    for each in issues if isinstance(issues, list) else []:
        if isinstance(each, dict):
            yield reading.issue(each, {})


def _shared(words: list[str | None]) -> str:
    """What all parcels have in common, or nothing."""
    found = set(words)
    return str(found.pop() or "") if len(found) == 1 else ""
