from modules.labs.models.catalogue import (
    CatalogueAlert,
    LabChoice,
    LabProduct,
    LabRow,
    ProductCost,
    RowCard,
)
from modules.labs.models.connections import LabConnection, LabList, LabQuote, LabWay, WindowEnd
from modules.labs.models.orders import (
    LabCharge,
    LabOrder,
    LabParcel,
    LabPiece,
    LabState,
)
from modules.labs.models.print_files import PrintFile
from modules.labs.models.trail import LabEntry, LabNews, LabWish

__all__ = [
    "CatalogueAlert",
    "LabCharge",
    "LabChoice",
    "LabConnection",
    "LabEntry",
    "LabList",
    "LabNews",
    "LabOrder",
    "LabParcel",
    "LabPiece",
    "LabProduct",
    "LabQuote",
    "LabRow",
    "LabState",
    "LabWay",
    "LabWish",
    "PrintFile",
    "ProductCost",
    "RowCard",
    "WindowEnd",
]
