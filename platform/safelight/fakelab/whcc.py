"""The fake WHCC: a token, an import, a submission, and an address for news, to be proven."""

from __future__ import annotations

import secrets
import time
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from urllib.parse import quote

from safelight.fakelab import checking, whcc_shelf
from safelight.fakelab.courier import Letter
from safelight.fakelab.desk import Desk, now
from safelight.fakelab.orders import Order, Step
from safelight.fakelab.whcc_shapes import american, error

Thing = dict[str, Any]
Answer = tuple[int, Thing]
TOKEN_SECONDS = 3600
# The answers' own codes, where the contract is broken.
_BROKEN = {"/api/accesstoken": "403.02", "/api/callback/create": "400.04"}
_TAX = Decimal("0.07")


@dataclass(frozen=True)
class Request:
    """``body`` is JSON or the fields of a form; header names in lower case."""

    method: str
    path: str
    headers: Mapping[str, str]
    query: Mapping[str, str] = field(default_factory=dict)
    body: Any = None
    is_readable: bool = True

    @property
    def token(self) -> str:
        return self.headers.get("authorization", "").removeprefix("Bearer ").strip()

    @property
    def key(self) -> str:
        found = self.body.get("EntryId") if isinstance(self.body, dict) else ""
        return str(found or "")


def problems(request: Request) -> list[str]:
    if not request.is_readable:
        return ["body: cannot be read"]
    return checking.request(request.method, request.path, dict(request.query), request.body)


def answer(desk: Desk, request: Request, broken: list[str]) -> Answer:
    path = request.path.lower()
    with desk.lock:
        if path == "/api/accesstoken":
            return _token(desk, request)
        account = _account(desk, request.token)
        if not account:
            return error("403.01")
        if broken:
            return error(_BROKEN.get(path, "412.01"), "; ".join(broken[:3]))
        if path.startswith("/api/orderimport/submit/"):
            return _submit(desk, account, request.path.rpartition("/")[2])
        operation = _OPERATIONS.get(path)
        if operation is None:
            return 404, {"Message": "No HTTP resource was found."}
        return operation(desk, account, request.body)


def _token(desk: Desk, request: Request) -> Answer:
    if request.query.get("grant_type") != "consumer_credentials":
        return error("403.05")
    key = request.query.get("consumer_key", "")
    secret = request.query.get("consumer_secret", "")
    # The secret that came first is the account's.
    if not key or not secret or desk.accounts.secrets.setdefault(key, secret) != secret:
        return error("403.02")
    if key.startswith("wrong"):
        return error("403.02")
    token = str(secrets.randbelow(10**12)).zfill(12)
    desk.accounts.tokens[token] = (key, time.monotonic() + TOKEN_SECONDS)
    today = american(now())
    return 200, {
        "ClientId": "10072", "ConsumerKey": key, "EffectiveDate": today, "ExpirationDate": today,
        "Token": token,
    }  # fmt: skip


def _account(desk: Desk, token: str) -> str:
    account, ends = desk.accounts.tokens.get(token, ("", 0.0))
    return account if time.monotonic() < ends else ""


def _catalog(desk: Desk, account: str, body: Thing) -> Answer:
    return 200, whcc_shelf.CATALOG


def _import(desk: Desk, account: str, body: Thing) -> Answer:
    asked = body["Orders"][0]
    for item in asked["OrderItems"]:
        if broken := whcc_shelf.rule_broken(item):
            return error("412.02", broken)
        if not desk.switches.is_available(str(item["ProductUID"])):
            return error("412.02", f"product {item['ProductUID']} is not available")
    order = _imported(desk, account, body["EntryId"], asked)
    desk.take(order)
    return 200, _priced(desk, order)


def _imported(desk: Desk, account: str, entry: str, asked: Thing) -> Order:
    order = Order(
        id=str(uuid.uuid4()), house="whcc", account=account, number=desk.number(),
        reference=asked["Reference"], key=entry, method="", pieces=[], asked=asked, callback="",
        country=asked["ShipToAddress"]["Country"], step=Step.IMPORTED,
    )  # fmt: skip
    for item in asked["OrderItems"]:
        sku = str(item["ProductUID"])
        piece = desk.piece(item, reference="", sku=sku, copies=item["Quantity"])
        for asset in item["ItemAssets"]:
            given = str(asset["ProductNodeID"]), asset["AssetPath"], asset["ImageHash"]
            piece.assets.append(desk.asset(*given))
        order.pieces.append(piece)
    return order


def _priced(desk: Desk, order: Order) -> Thing:
    percent = Decimal(100 + desk.switches.percent) / 100
    products = [
        {
            "Price": f"{Decimal(whcc_shelf.PRICES[int(piece.sku)]) * percent * piece.copies:.2f}",
            "ProductDescription": whcc_shelf.BY_ID[int(piece.sku)]["Name"],
            "Quantity": piece.copies,
        }
        for piece in order.pieces
    ]
    products.append({"Price": "6.95", "ProductDescription": "Drop Shipping", "Quantity": 1})
    subtotal = sum((Decimal(str(each["Price"])) for each in products), Decimal())
    tax = (subtotal * _TAX).quantize(Decimal("0.01"))
    priced = {
        "LineItems": [{"ID": "1"}], "Note": "", "Products": products, "SequenceNumber": "1",
        "SubTotal": str(subtotal), "Tax": str(tax), "Total": str(subtotal + tax),
    }  # fmt: skip
    return {
        "Account": "10072", "ConfirmationID": order.id, "EntryID": order.key,
        "Key": secrets.token_hex(10).upper(), "NumberOfOrders": 1, "Orders": [priced],
        "Received": f"{american(now())} Central Time",
    }  # fmt: skip


def _submit(desk: Desk, account: str, confirmation: str) -> Answer:
    order = desk.orders.get(confirmation)
    if order is None or order.account != account or order.house != "whcc":
        return error("412.03")
    if order.step != Step.IMPORTED:
        return error("412.04")
    if desk.switches.hold:
        order.move(Step.HELD)
    else:
        desk.begin(order)
    words = f"Entry ID={order.id}: Confirmed order submitted."
    return 200, {
        "Confirmation": words, "ConfirmationID": order.id, "ConfirmedOrders": 1,
        "Received": f"{american(now())} Central Time",
    }  # fmt: skip


def _create_callback(desk: Desk, account: str, body: Thing) -> Answer:
    address, verifier = body["callbackUri"], str(uuid.uuid4())
    if not address.startswith(("http://", "https://")):
        return error("400.04")
    desk.accounts.proofs[verifier] = (account, address)
    form = f"verifier={quote(verifier)}".encode()
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    desk.courier.carry(Letter(account, "verifier", address, form, headers, is_last=True))
    words = "A unique verification code posted to your callback URI."
    return 200, {"Created": american(now()).split()[0], "Verifier": words}


def _verify_callback(desk: Desk, account: str, body: Thing) -> Answer:
    whose, address = desk.accounts.proofs.pop(body["verifier"], ("", ""))
    if whose != account:
        return error("400.05")
    # One address for each account: the newest counts.
    desk.accounts.callbacks[account] = address
    return 200, {"Status": "Verified", "Updated": american(now())}


_OPERATIONS: dict[str, Callable[[Desk, str, Any], Answer]] = {
    "/api/catalog": _catalog,
    "/api/orderimport": _import,
    "/api/callback/create": _create_callback,
    "/api/callback/verify": _verify_callback,
}
