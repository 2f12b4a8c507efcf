"""The fake Prodigi: orders with keys, actions, quotes and products."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from safelight.fakelab import checking, prices, prodigi_actions, shelf, telling
from safelight.fakelab import prodigi_shapes as shapes
from safelight.fakelab.desk import Desk
from safelight.fakelab.orders import Order, Problem, Step

Thing = dict[str, Any]
Answer = tuple[int, Thing]
BASE = "/v4.0"
METADATA = 2000


@dataclass(frozen=True)
class Request:
    """``account`` is the key it came with; header names in lower case."""

    method: str
    path: str
    headers: Mapping[str, str]
    query: Mapping[str, str] = field(default_factory=dict)
    body: Any = None
    is_readable: bool = True

    @property
    def account(self) -> str:
        return self.headers.get("x-api-key", "")

    @property
    def parts(self) -> list[str]:
        return [part for part in self.path[len(BASE) :].split("/") if part]

    @property
    def key(self) -> str:
        """What the request is told from others by, for counting."""
        found = self.body.get("idempotencyKey") if isinstance(self.body, dict) else ""
        return str(found or "")


def problems(request: Request) -> list[str]:
    """What breaks the contract."""
    if not request.is_readable:
        return ["body: is no JSON"]
    found = checking.request(request.method, request.path, dict(request.query), request.body)
    metadata = request.body.get("metadata") if isinstance(request.body, dict) else None
    if metadata is not None and len(json.dumps(metadata)) > METADATA:
        found.append(f"metadata: is longer than {METADATA} characters")
    return found


def answer(desk: Desk, request: Request, broken: list[str]) -> Answer:
    if not request.account or request.account.startswith("wrong"):
        told = {"statusText": "Unauthorized", "statusCode": 401}
        return 401, told | {"traceParent": shapes.trace_parent()}
    operation = _operation(request)
    if operation is None:
        known = any(checking.find(method, request.path) for method in ("GET", "POST"))
        outcome = "MethodNotAllowed" if known else "EndpointDoesNotExist"
        return (405 if known else 404), shapes.answer(outcome)
    media_type = request.headers.get("content-type", "").split(";")[0].strip()
    wanted = checking.media_type(request.method, request.path)
    if wanted and media_type != wanted:
        return 415, shapes.answer("InvalidContentType")
    if broken:
        return 400, shapes.answer("ValidationFailed", failures={"body": broken})
    with desk.lock:
        return operation(desk, request)


def _operation(request: Request) -> Callable[[Desk, Request], Answer] | None:
    names = [part.lower() for part in request.parts]
    match request.method, names:
        case "POST", ["orders"]:
            return _create
        case "GET", ["orders"]:
            return _list
        case "GET", ["orders", _]:
            return _one
        case "GET", ["orders", _, "actions"]:
            return prodigi_actions.available
        case "POST", ["orders", _, "actions", name]:
            return prodigi_actions.BY_NAME.get(name)
        case "POST", ["quotes"]:
            return _quote
        case "GET", ["products", _]:
            return _product
    return None


def _create(desk: Desk, request: Request) -> Answer:
    body, key = request.body, request.key
    known = desk.by_key.get((request.account, key)) if key else None
    if known:
        return 200, shapes.answer("AlreadyExists", order=shapes.order(desk.orders[known]))
    failures = {
        f"items[{n}]": [{"code": code}]
        for n, item in enumerate(body["items"])
        if (code := _failure(item))
    }
    if failures:
        return 400, shapes.answer("ValidationFailed", failures=failures)
    order = _made(desk, request, body)
    desk.take(order)
    if key:
        desk.by_key[request.account, key] = order.id
    if order.step == Step.HELD:
        return 200, shapes.answer("OnHold", order=shapes.order(order))
    telling.taken(desk, order)
    outcome = "CreatedWithIssues" if order.problems else "Created"
    return 200, shapes.answer(outcome, order=shapes.order(order))


def _failure(item: Thing) -> str:
    product = shelf.find(item["sku"])
    if product is None:
        return "SkuNotFound"
    if not product.takes(item.get("attributes") or {}):
        return "InvalidAttributes"
    areas = [asset["printArea"] for asset in item["assets"]]
    if next(iter(product.areas)) not in areas or not set(areas) <= set(product.areas):
        return "InvalidPrintArea"
    return "" if all(asset.get("url") for asset in item["assets"]) else "AssetUrlMissing"


def _made(desk: Desk, request: Request, body: Thing) -> Order:
    number = desk.number()
    order = Order(
        id=f"ord_{number}", house="prodigi", account=request.account, number=number,
        reference=body.get("merchantReference", ""), key=request.key,
        method=body["shippingMethod"], country=body["recipient"]["address"]["countryCode"],
        pieces=[], asked=body, callback=body.get("callbackUrl", ""),
    )  # fmt: skip
    for item in body["items"]:
        reference = item.get("merchantReference", "")
        sku, copies = item["sku"].upper(), item["copies"]
        piece = desk.piece(item, reference=reference, sku=sku, copies=copies)
        for asset in item["assets"]:
            given = asset["printArea"], asset["url"], asset.get("md5Hash", "")
            piece.assets.append(desk.asset(*given))
        order.pieces.append(piece)
        if not desk.switches.is_available(piece.sku):
            words = f"Item '{piece.id}' ({piece.sku}) is unavailable."
            order.problems.append(Problem(piece.id, "order.items.ItemUnavailable", words))
    if desk.switches.hold:
        order.step = Step.HELD
    elif order.problems:
        order.step = Step.STUCK
    return order


def _one(desk: Desk, request: Request) -> Answer:
    order = prodigi_actions.find(desk, request)
    # While it is paused an order cannot be read.
    if order is None or order.step == Step.HELD:
        return 404, shapes.answer("EntityNotFound")
    return 200, shapes.answer("Ok", order=shapes.order(order))


def _list(desk: Desk, request: Request) -> Answer:
    top, skip = int(request.query.get("top", 10)), int(request.query.get("skip", 0))
    references = request.query.get("merchantReferences") or request.query.get("merchantReference")
    found = [
        order
        for order in desk.orders.values()
        if order.house == "prodigi" and order.account == request.account
        if not references or order.reference in references.split(",")
    ]
    found.sort(key=lambda order: order.number, reverse=True)
    page = [shapes.order(order) for order in found[skip : skip + top]]
    return 200, shapes.answer("Ok", orders=page, hasMore=len(found) > skip + top)


def _quote(desk: Desk, request: Request) -> Answer:
    body = request.body
    country, currency = body["destinationCountryCode"].upper(), body.get("currencyCode", "GBP")
    lines = []
    for item in body["items"]:
        product = shelf.find(item["sku"])
        is_there = product is not None and desk.switches.is_available(product.sku)
        if product is None or not is_there or country not in product.ships_to:
            told = {"items": [{"code": "SkuNotAvailable", "providedValue": item["sku"]}]}
            return 400, shapes.answer("ValidationFailed", failures=told)
        lines.append(prices.Line(product, item["copies"]))
    if currency not in prices.RATES:
        told = {"currencyCode": [{"code": "NotSupported", "providedValue": currency}]}
        return 400, shapes.answer("ValidationFailed", failures=told)
    methods = [body["shippingMethod"]] if body.get("shippingMethod") else prices.METHODS
    percent = desk.switches.percent
    found = [
        prices.quote(lines, method=method, country=country, currency=currency, percent=percent)
        for method in methods
        if method in prices.METHODS
    ]
    quotes = [shapes.quote(price, lines, body["items"]) for price in found if price]
    if country == "US":
        for quote in quotes:
            quote["issues"] = [_SALES_TAX]
    outcome = "CreatedWithIssues" if country == "US" else "Created"
    return 200, shapes.answer(outcome, quotes=quotes)


_SALES_TAX = {
    "errorCode": "destinationCountryCode.UsSalesTaxWarning",
    "description": "Prices may be subject to US sales tax.",
}


def _product(desk: Desk, request: Request) -> Answer:
    product = shelf.find(request.parts[1])
    if product is None or not desk.switches.is_available(product.sku):
        return 404, shapes.answer("EntityNotFound")
    return 200, shapes.answer("Ok", product=shapes.product(product))
