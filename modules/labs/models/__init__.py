from modules.labs.models.catalogue import (
    CatalogueAlert,
    LabChoice,
    LabProduct,
    LabRow,
    ProductCost,
)
from modules.labs.models.connections import LabConnection, LabList, LabQuote, LabWay, WindowEnd
from modules.labs.models.orders import (
    LabCharge,
    LabEntry,
    LabNews,
    LabOrder,
    LabParcel,
    LabPiece,
    LabState,
    PrintFile,
)

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
    "PrintFile",
    "ProductCost",
    "WindowEnd",
]
