"""Mails about how an order goes on: on its way, to pick up, ready to download."""

from __future__ import annotations

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from modules.commerce.mails.parts import BASE, CLIENT, GOODS, LISTED, NUMBER, ORDER_LINK, of_order
from safelight.outbox.kinds import Context, Form, Mail, Value, Variable
from safelight.outbox.rendering import block

_SENT = (
    GOODS,
    Variable(name="carrier", title=_("Who carries it; may be empty"), example="DHL"),
    Variable(name="tracking", title=_("The tracking number; may be empty"), example="JD014600"),
    Variable(
        name="follow", title=_("Where the parcel can be followed; may be empty"),
        example="https://carrier.example/JD014600",
    ),
)  # fmt: skip
WAY = Variable(name="way", title=_("How it is sent"), example=_("Insured parcel"))
TITLE = Variable(name="gallery", title=_("The gallery's title"), example=_("Summer at the sea"))
COUNT = Variable(name="count", title=_("How many photos"), example=_("3 photos"))
FILES = Variable(
    name="files", title=_("The files by name"), form=Form.BLOCK, example="Beach.jpg\nDunes.jpg"
)


def _followed(context: Context, how: str) -> dict[str, Value]:
    parcel = context[how]
    return {
        **of_order(context), "goods": block("order_goods", context), "carrier": parcel.carrier,
        "tracking": parcel.tracking, "follow": parcel.tracking_url,
    }  # fmt: skip


def _parcel(context: Context) -> dict[str, Value]:
    return {**_followed(context, "parcel"), "way": context["parcel"].name}


def _shipment(context: Context) -> dict[str, Value]:
    return _followed(context, "shipment")


def _not_sent(context: Context) -> dict[str, Value]:
    return {**of_order(context), "goods": block("order_goods", context)}


def _ready(context: Context) -> dict[str, Value]:
    return {**_not_sent(context), "instructions": context["parcel"].instructions}


def _count(context: Context) -> str:
    count = context["count"]
    return ngettext("%(count)d photo", "%(count)d photos", count) % {"count": count}


def _delivered(context: Context) -> dict[str, Value]:
    left = context["left"]
    if left:
        goes_on = ngettext(
            "%(count)d photo is still being retouched; we write again when it is ready.",
            "%(count)d photos are still being retouched; we write again when they are ready.",
            left,
        ) % {"count": left}
    elif context["goods"]:
        goes_on = gettext("Prints and products come apart.")
    elif context["is_last"]:
        goes_on = gettext("This was the last of your order. The photos stay at this address.")
    else:
        goes_on = ""
    return {
        **of_order(context), "count": _count(context), "goes_on": goes_on,
        "files": block("order_files", context),
    }  # fmt: skip


def _finals(context: Context) -> dict[str, Value]:
    found = of_order(context)
    return {
        "number": found["number"], "client": found["client"], "gallery": context["title"],
        "count": _count(context), "files": block("order_names", {**context, "with_notes": False}),
        "download_link": context["finals_path"],
    }  # fmt: skip


MAILS = (
    Mail(
        name="order_delivered",
        title=_("Photos delivered"),
        to="client",
        needs=BASE | LISTED | {"delivery", "left", "goods", "is_last"},
        subject=_("{count} of your order {number} can be downloaded"),
        text=_(
            "{count} of your order {number} can be downloaded, one by one or all at once.\n\n"
            "[See and download]({order_link})\n\n{files}\n\n{goes_on}"
        ),
        variables=(
            NUMBER, CLIENT, ORDER_LINK, COUNT, FILES,
            Variable(
                name="goes_on", title=_("How many are still to come"),
                example=_("2 photos are still being retouched; we write again."),
            ),
        ),
        values=_delivered,
    ),
    Mail(
        name="finals_ready",
        title=_("Photos to download"),
        to="client",
        needs=BASE | LISTED | {"finals_path", "title"},
        subject=_("Your photos of “{gallery}” are ready"),
        text=_(
            "{count} of your order {number} can be downloaded.\n\n"
            "[Photos to download]({download_link})\n\n{files}\n\n"
            "Keep this link to yourself: whoever has it can download your photos."
        ),
        variables=(
            NUMBER, CLIENT, COUNT, FILES,
            TITLE,
            Variable(
                name="download_link", title=_("The page with the photos"), example="/orders/",
                form=Form.LINK, required=True,
            ),
        ),
        values=_finals,
    ),
    Mail(
        name="order_sent",
        title=_("Parcel sent"),
        to="client",
        needs=BASE | LISTED | {"parcel"},
        subject=_("Your order {number} is on its way"),
        text=_(
            "We have sent this of your order {number} ({way}):\n\n{goods}\n\nCarrier: {carrier}\n"
            "Tracking number: {tracking}\nFollow the parcel: {follow}\n\n"
            "[See your order]({order_link})"
        ),
        variables=(NUMBER, CLIENT, ORDER_LINK, WAY, *_SENT),
        values=_parcel,
    ),
    Mail(
        name="order_tracking",
        title=_("Tracking number corrected"),
        to="client",
        needs=BASE | LISTED | {"parcel"},
        subject=_("Your order {number}: how to follow the parcel"),
        text=_(
            "The tracking number that we sent you was wrong. This is the right one for the parcel "
            "of your order {number} ({way}):\n\n{goods}\n\nCarrier: {carrier}\n"
            "Tracking number: {tracking}\nFollow the parcel: {follow}\n\n"
            "[See your order]({order_link})"
        ),
        variables=(NUMBER, CLIENT, ORDER_LINK, WAY, *_SENT),
        values=_parcel,
    ),
    Mail(
        name="order_shipped",
        title=_("Sent by the lab"),
        to="client",
        needs=BASE | LISTED | {"shipment"},
        subject=_("Your order {number} is on its way"),
        text=_(
            "This of your order {number} is on its way:\n\n{goods}\n\nCarrier: {carrier}\n"
            "Tracking number: {tracking}\nFollow the parcel: {follow}\n\n"
            "[See your order]({order_link})"
        ),
        variables=(NUMBER, CLIENT, ORDER_LINK, *_SENT),
        values=_shipment,
    ),
    Mail(
        name="order_not_sent",
        title=_("Not on its way after all"),
        to="client",
        needs=BASE | LISTED | {"parcel"},
        subject=_("Your order {number} is not on its way yet"),
        text=_(
            "We told you too early that this of your order {number} is on its way. It is still "
            "with us; you get a mail when it leaves:\n\n{goods}\n\n[See your order]({order_link})"
        ),
        variables=(NUMBER, CLIENT, ORDER_LINK, GOODS),
        values=_not_sent,
    ),
    Mail(
        name="order_ready",
        title=_("Ready to be picked up"),
        to="client",
        needs=BASE | LISTED | {"parcel"},
        subject=_("You can pick up your order {number}"),
        text=_(
            "This of your order {number} is ready to be picked up:\n\n{goods}\n\n{instructions}\n\n"
            "[See your order]({order_link})"
        ),
        variables=(
            NUMBER, CLIENT, ORDER_LINK, GOODS,
            Variable(
                name="instructions", title=_("Where and when; may be empty"),
                example=_("Ring at the studio, weekdays from 10 to 18."),
            ),
        ),
        values=_ready,
    ),
)  # fmt: skip
