"""Turning switches and pushing orders on, by a form or by JSON (``POST /control``).

``GET /control`` answers switches, counts, orders, requests and what broke the contract.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from safelight.fakelab import prodigi_shapes, shelf, telling
from safelight.fakelab.darkroom import advance
from safelight.fakelab.desk import Asked, Desk
from safelight.fakelab.orders import Order, Step
from safelight.fakelab.switches import BadSwitch, Switches

Thing = dict[str, Any]


def seen(desk: Desk) -> Thing:
    with desk.lock:
        orders = [_order(order) for order in desk.orders.values()]
        return {
            "switches": asdict(desk.switches),
            "counts": desk.counts(),
            "orders": orders,
            "requests": [_asked(asked) for asked in desk.asked],
            "violations": [_asked(asked) for asked in desk.broken],
            "news": [asdict(carried) for carried in desk.courier.carried],
            "skus": list(shelf.SKUS),
        }


def act(desk: Desk, path: str, wanted: Mapping[str, object]) -> tuple[int, Thing]:
    """``/control/switches``, ``/control/reset``, ``/control/orders/<id>/<release or push>``."""
    match path.strip("/").split("/"):
        case ["control", "switches"]:
            return _switches(desk, wanted)
        case ["control", "reset"]:
            desk.reset()
            return 200, {"switches": asdict(desk.switches)}
        case ["control", "orders", number, verb] if number in desk.orders:
            return _order_act(desk, desk.orders[number], verb)
    return 404, {"error": "There is nothing here."}


def _switches(desk: Desk, wanted: Mapping[str, object]) -> tuple[int, Thing]:
    given = dict(wanted)
    if given.pop("whole", ""):
        # A browser leaves out what is not ticked.
        ticks = {name: False for name, value in asdict(Switches()).items() if value is False}
        given = ticks | given
    try:
        desk.switches.turn(given)
    except BadSwitch as problem:
        return 400, {"error": str(problem)}
    return 200, {"switches": asdict(desk.switches)}


def _order_act(desk: Desk, order: Order, verb: str) -> tuple[int, Thing]:
    with desk.lock:
        if verb == "release" and order.step == Step.HELD:
            desk.begin(order)
            telling.taken(desk, order)
        elif verb == "push" and order.due:
            advance(desk, order)
        else:
            return 409, {"error": f"It cannot be done while it is {order.step.name.lower()}."}
        return 200, _order(order)


def _order(order: Order) -> Thing:
    shown: Thing = {
        "id": order.id, "house": order.house, "reference": order.reference, "key": order.key,
        "step": order.step.name.lower(), "created": prodigi_shapes.written(order.created),
        "issues": [problem.sentence for problem in order.problems],
    }  # fmt: skip
    shown["files"] = [
        {"url": asset.url, "status": asset.status, "attempts": asset.attempts, "bytes": asset.size}
        for asset in order.assets
    ]
    return shown


def _asked(asked: Asked) -> Thing:
    return {
        "at": prodigi_shapes.written(asked.at), "method": asked.method, "path": asked.path,
        "status": asked.status, "problems": list(asked.problems), "key": asked.key,
    }  # fmt: skip
