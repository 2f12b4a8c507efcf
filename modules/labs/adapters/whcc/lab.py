"""The adapter: the contract's calls, one by one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any
from urllib.parse import quote

from django.utils.translation import gettext as _

from modules.labs.adapters import asking
from modules.labs.adapters.declining import Declining
from modules.labs.adapters.whcc import calls, fields, news, products, writing
from modules.labs.contract import (
    Accepted,
    Account,
    Answered,
    Away,
    Begun,
    Cancelling,
    Capabilities,
    Catalogue,
    Charge,
    Field,
    Heard,
    Incoming,
    Money,
    NoNews,
    NotGenuine,
    Progress,
    Refused,
    Stage,
    Submission,
    Works,
)

Thing = dict[str, Any]
#: In ``Away.trace``: which import is to be submitted, and what it costs.
CONFIRMATION = "ConfirmationID"
_COSTS = {"SubTotal": "item", "Tax": "other"}
# They bill in the currency of their country; the import's answer names none.
_CURRENCY = "USD"


class Whcc(Declining):
    """Satisfies ``Lab`` and ``ConfirmsAddress``."""

    code = "whcc"
    name = "WHCC"
    capabilities = Capabilities(
        catalogue=True, cancelling=Cancelling.BY_ASKING, tells=True, answers=False
    )

    @property
    def fields(self) -> tuple[Field, ...]:
        return fields.fields()

    def check(self, account: Account) -> Works | Refused | Away:
        line = calls.connect(account)
        return Works() if isinstance(line, calls.Line) else line

    def catalogue(
        self, account: Account, *, skus: Iterable[str] = ()
    ) -> Catalogue | Refused | Away:
        reply = _ask(account, "GET", "/api/Catalog")
        if not isinstance(reply, asking.Reply):
            return reply
        if reply.status != 200 or not isinstance(reply.fields.get("Categories"), list):
            return calls.refused(reply) if reply.status >= 400 else asking.away()
        found = {product.sku: product for product in products.products(reply.fields)}
        wanted = tuple(sku.strip() for sku in skus) or tuple(found)
        return Catalogue(
            products=tuple(found[sku] for sku in wanted if sku in found),
            unknown=tuple(sku for sku in wanted if sku not in found),
        )

    def submit(self, account: Account, submission: Submission) -> Accepted | Refused | Away:
        """The first call imports and says so; the next one, with its trace, submits."""
        line = calls.connect(account)
        if not isinstance(line, calls.Line):
            return _still_unclear(line, submission.previous)
        if submission.previous.get(CONFIRMATION):
            answer = _submit(line, submission.previous)
            if answer is not None:
                return answer
        return _import(line, account, submission)

    def status(self, account: Account, *, lab_id: str) -> Progress | NoNews | Away:
        """There is no call for it."""
        return NoNews()

    def hear(
        self, account: Account, incoming: Incoming
    ) -> tuple[Heard, ...] | Answered | NotGenuine:
        return news.hear(account, incoming)

    def register(self, account: Account) -> Works | Refused | Away:
        """Each account has one address for news: the newest."""
        told = {"callbackUri": account.callback_url}
        reply = _ask(account, "POST", "/api/callback/create", form=told)
        return _works(reply)

    def confirm(self, account: Account, *, proof: str) -> Works | Refused | Away:
        reply = _ask(account, "POST", "/api/callback/verify", form={"verifier": proof})
        return _works(reply)


def _import(line: calls.Line, account: Account, submission: Submission) -> Refused | Away:
    try:
        told = writing.entry(account, submission)
    except writing.NotTheirs as missing:
        sentence = _("“%s” is not of WHCC's catalogue: it has no number of theirs.")
        return Refused(sentence=sentence % missing, code="not_theirs")
    reply = line.ask("POST", "/api/OrderImport", told=told)
    if isinstance(reply, Away):
        # What was imported, if anything, is never made.
        return reply
    confirmation = reply.fields.get(CONFIRMATION)
    if reply.status >= 400:
        return calls.refused(reply)
    if not isinstance(confirmation, str) or not confirmation:
        return asking.away()
    sentence = _("WHCC has read the order, and waits for it to be confirmed.")
    return Begun(sentence=sentence, trace={CONFIRMATION: confirmation, **_costs(reply.fields)})


def _submit(line: calls.Line, trace: Mapping[str, str]) -> Accepted | Refused | Away | None:
    """None where they know of no such import, so that there has to be another."""
    lab_id = trace[CONFIRMATION]
    reply = line.ask("POST", f"/api/OrderImport/Submit/{quote(lab_id, safe='')}")
    if isinstance(reply, Away):
        return _still_unclear(reply, trace)
    number = calls.number(reply)
    if number == calls.UNKNOWN_CONFIRMATION:
        return None
    if reply.status == 200 or number == calls.ALREADY_SUBMITTED:
        progress = Progress(
            lab_id=lab_id, stage=Stage.RECEIVED, word="Submitted", charges=tuple(_charges(trace))
        )
        return Accepted(progress=progress, repeated=number == calls.ALREADY_SUBMITTED)
    answer = calls.refused(reply)
    return _still_unclear(answer, trace) if reply.status == calls.FORBIDDEN else answer


def _still_unclear(answer: Refused | Away, trace: Mapping[str, str]) -> Refused | Away:
    """Whoever asks next has to take the same import, also after the keys were changed."""
    if isinstance(answer, Refused) and not trace.get(CONFIRMATION):
        return answer
    return Away(sentence=answer.sentence, trace=dict(trace))


def _costs(told: Thing) -> dict[str, str]:
    orders = told.get("Orders")
    first = orders[0] if isinstance(orders, list) and orders else {}
    return {name: str(first[name]) for name in _COSTS if isinstance(first, dict) and name in first}


def _charges(trace: Mapping[str, str]) -> list[Charge]:
    """What was said when it was imported; shipping is within the sum."""
    found = []
    for name, kind in _COSTS.items():
        try:
            cents = int((Decimal(trace.get(name, "0")) * 100).to_integral_value())
        except (InvalidOperation, ValueError, OverflowError):
            continue
        if cents:
            reference = f"{trace[CONFIRMATION]}:{name}"
            found.append(Charge(reference=reference, kind=kind, cost=Money(cents, _CURRENCY)))
    return found


def _ask(
    account: Account, method: str, path: str, *, form: dict[str, str] | None = None
) -> asking.Reply | Refused | Away:
    line = calls.connect(account)
    return line.ask(method, path, form=form) if isinstance(line, calls.Line) else line


def _works(reply: asking.Reply | Refused | Away) -> Works | Refused | Away:
    if not isinstance(reply, asking.Reply):
        return reply
    return Works() if reply.status == 200 else calls.refused(reply)
