"""The fake lab's page: what it makes just now, what it was asked, and how it misbehaves."""

from __future__ import annotations

from html import escape
from itertools import islice

from safelight.fakelab import look, shelf
from safelight.fakelab.desk import Asked, Desk
from safelight.fakelab.orders import Asset, Order, Step
from safelight.fakelab.switches import News, Taking

_SHOWN = 40
_TICKS = {
    "down": "Down: cut every connection",
    "slow": "Slow: answer after a while",
    "lost_answers": "Do what is asked, then answer 500",
    "bad_files": "Read no file: reject every image",
    "partial": "Send orders in two parcels, one later",
    "hold": "Keep new orders on hold",
}
_NEWS = {
    News.ONCE: "at once, in order",
    News.TWICE: "each of them twice",
    News.BACKWARDS: "at the end, newest first, each twice",
    News.NEVER: "never: they are lost",
}
_CANCELLING = {
    Taking.POSSIBLE: "possible before production",
    Taking.REFUSED: "refused",
    Taking.PARTLY: "for half of the pieces only",
}
_STEPS = {
    Step.IMPORTED: ("imported, not submitted", ""),
    Step.HELD: ("on hold", ""),
    Step.FETCHING: ("fetching files", ""),
    Step.READY: ("waiting for production", ""),
    Step.MAKING: ("in production", ""),
    Step.PARTLY_SHIPPED: ("partly shipped", ""),
    Step.SHIPPED: ("shipped", "good"),
    Step.STUCK: ("stuck", "bad"),
    Step.CANCELLED: ("cancelled", ""),
}


def whole(desk: Desk, address: str) -> str:
    told = (
        f"<h1>Fake lab</h1><p class='quiet'>It makes nothing. It speaks Prodigi v4 at "
        f"<code>{escape(address)}/v4.0</code> and WHCC at <code>{escape(address)}/api</code>; any "
        f"key will do that does not begin with <code>wrong</code>. A step takes {desk.pace:g} "
        f"seconds, an order four of them.</p>"
    )
    inside = f'{told}{_board(desk)}<div id="moving">{moving(desk)}</div>{_shelf()}'
    return look.document("Fake lab", inside)


def moving(desk: Desk) -> str:
    """What changes while one looks at it."""
    with desk.lock:
        orders = [_order(order) for order in reversed(desk.orders.values())]
        broken = [_asked(asked) for asked in reversed(desk.broken)]
        asked = [_asked(each) for each in islice(reversed(desk.asked), _SHOWN)]
        news = [
            (escape(each.event), _id(each.about), _status(each.status))
            for each in islice(reversed(desk.courier.carried), _SHOWN)
        ]
    return "".join(
        [
            _heading("Orders", len(orders)),
            look.table(("Order", "Yours", "How far", "Pieces and files", ""), orders, "None yet."),
            _heading("What breaks the contract", len(broken)),
            look.table(("Request", "Answer", "Why"), broken, "Nothing."),
            _heading("News that were sent", len(news)),
            look.table(("Event", "Of", "Answer"), news, "None yet."),
            _heading("Requests", len(asked)),
            look.table(("Request", "Answer", ""), asked, "None yet."),
        ]
    )


def _board(desk: Desk) -> str:
    now = desk.switches
    ticks = "".join(
        look.tick(name, words, is_on=getattr(now, name)) for name, words in _TICKS.items()
    )
    news = {str(value): words for value, words in _NEWS.items()}
    taking = {str(value): words for value, words in _CANCELLING.items()}
    percent = look.field("percent", "Prices, percent on top", now.percent, "number")
    return (
        '<h2>How it misbehaves from now on</h2><form method="post" action="/control/switches">'
        '<input type="hidden" name="whole" value="1"><div class="board">'
        f"<fieldset><legend>Answers and orders</legend>{ticks}</fieldset>"
        f"<fieldset>{look.choice('news', 'News travel', news, now.news)}"
        f"{look.choice('cancelling', 'Cancelling is', taking, now.cancelling)}"
        f"{look.field('slow_seconds', 'Slow means, in seconds', now.slow_seconds, 'number')}"
        f"</fieldset><fieldset>{percent}"
        f"{look.field('unavailable', 'SKUs that are not available', now.unavailable)}"
        '<div class="row"><button class="main">Turn</button></div></fieldset></div></form>'
        f'<div class="row">{look.button("/control/reset", "Forget everything")}</div>'
    )


def _order(order: Order) -> tuple[str, ...]:
    words, kind = _STEPS[order.step]
    pieces = "<br>".join(
        f"{piece.copies} × {escape(piece.sku)}{_choice(piece.asked)} {_files(order, piece.assets)}"
        for piece in order.pieces
    )
    problems = "".join(
        f'<br><small class="bad">{escape(each.sentence)}</small>' for each in order.problems
    )
    parcels = "".join(
        f"<br><small>{escape(each.carrier or 'parcel')} {escape(each.number)}: "
        f"{escape(each.status.lower())}</small>"
        for each in order.parcels
    )
    act = ""
    if order.step == Step.HELD:
        act = look.button(f"/control/orders/{order.id}/release", "Release")
    elif order.due:
        act = look.button(f"/control/orders/{order.id}/push", "Go on now")
    ours = f"{escape(order.reference)}<br><small><code>{escape(order.key[:16])}</code></small>"
    house = f"{_id(order.id)}<br><small>{escape(order.house)} {escape(order.method)}</small>"
    return house, ours, look.tag(words, kind) + parcels, pieces + problems, act


def _files(order: Order, assets: list[Asset]) -> str:
    states = {"Complete": "fetched", "Error": "rejected", "InProgress": "being fetched"}
    if order.step != Step.FETCHING:
        states["InProgress"] = "not fetched"
    return " ".join(
        f'<small class="{"bad" if asset.status == "Error" else ""}">{states[asset.status]}'
        f"{f', {asset.size // 1024} KB' if asset.size else ''}</small>"
        for asset in assets
    )


def _choice(asked: dict[str, object]) -> str:
    attributes = asked.get("attributes")
    if not isinstance(attributes, dict) or not attributes:
        return ""
    return f", {escape(', '.join(map(str, attributes.values())))}"


def _asked(asked: Asked) -> tuple[str, ...]:
    why = "<br>".join(escape(problem) for problem in asked.problems)
    return f"<code>{asked.method} {escape(asked.path)}</code>", _status(asked.status), why


def _status(status: int) -> str:
    if not status:
        return look.tag("none", "bad")
    return look.tag(str(status), "good" if status < 400 else "bad")


def _id(number: str) -> str:
    return f"<code>{escape(number[:14])}</code>"


def _heading(words: str, count: int) -> str:
    return f"<h2>{escape(words)} <small>{count or ''}</small></h2>"


def _shelf() -> str:
    rows = [
        (
            f'<code class="whole">{escape(product.sku)}</code>',
            escape(product.description),
            escape("; ".join(f"{n}: {', '.join(v)}" for n, v in product.attributes.items())),
            escape("; ".join(f"{area} {w} × {h}" for area, (w, h) in product.areas.items())),
            f'<span class="whole">{product.pence / 100:.2f} GBP</span>',
        )
        for product in shelf.PRODUCTS
    ]
    heads = ("SKU", "What it is", "Choices", "Pixels", "Costs")
    return _heading("What it makes", len(rows)) + look.table(heads, rows, "")
