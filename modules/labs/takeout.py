"""What of this package goes along when a studio takes everything with it."""

from __future__ import annotations

from modules.labs import taking
from safelight.kernel.reasons import KEY, MADE_ANEW, ONCE, SECRET
from safelight.kernel.takeout import Table, Takeout

TAKEOUT = Takeout(
    tables=(
        Table(
            "labs.LabConnection",
            "public_id lab name settings connected_at disconnected_at wanted trouble",
            stays={"sealed": SECRET, "callback_secret": SECRET},
        ),
        Table(
            "labs.LabList",
            "price_list connection auto_submit window_hours window_end to_studio "
            "markup_percent markup_fixed rounding ending branding",
        ),
        Table(
            "labs.LabWay",
            "profile connection method markup_percent markup_fixed days_least days_most",
        ),
        Table(
            "labs.LabProduct",
            "public_id connection sku name group width height wrap attributes variants "
            "fetched_at gone_at",
        ),
        Table(
            "labs.ProductCost",
            "product variant country amount shipping currency asked_at",
        ),
        Table(
            "labs.LabRow",
            "row product attributes cost cost_currency priced_at",
        ),
        Table(
            "labs.LabChoice",
            "choice attribute value",
        ),
        Table(
            "labs.RowCard",
            "public_id row width height edition hs_code origin",
            stays={"picture": KEY},
        ),
        Table(
            "labs.CatalogueAlert",
            "public_id product kind was now raised_at settled_at",
        ),
        Table(
            "labs.LabOrder",
            "public_id connection state method to_studio recipient branding note created_at "
            "decide_by at_end first_sent_at attempts unclear_at edition again lab_id stage "
            "word asked_at problem issues quoted currency",
            stays={"key": ONCE, "trace": "Notes for whoever looks for a fault."},
        ),
        Table(
            "labs.LabPiece",
            "public_id lab_order item sku attributes copies words is_live retail reprint",
            stays={"file": "Print files are made anew at any time."},
        ),
        Table(
            "labs.LabParcel_pieces",
            "labparcel labpiece",
        ),
        Table(
            "labs.LabParcel",
            "lab_order reference carrier service tracking tracking_url sent_at",
        ),
        Table(
            "labs.LabCharge",
            "lab_order reference kind amount currency",
        ),
        Table(
            "labs.LabNews",
            "connection event lab_id reference progress received_at handled_at",
            stays={
                "body": "The lab's message word by word, with what it wrote for the platform alone."
            },
        ),
        Table(
            "labs.LabWish",
            "lab_order kind detail by wished_at answered_at is_granted sentence",
        ),
        Table(
            "labs.LabEntry",
            "lab_order verb actor by at detail",
        ),
    ),
    stays={
        "labs.LabQuote": "Prices of labs kept for minutes.",
        "labs.PrintFile": MADE_ANEW,
    },
    files=taking.files,
)
