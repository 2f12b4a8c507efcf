"""What the fake WHCC makes, as its catalogue says it: products, nodes, attributes, ways to ship."""

from __future__ import annotations

from typing import Any

Thing = dict[str, Any]
NODE = 10000
_MATERIAL, _PAPERS, _CANVASES, _FRAMES, _METAL = 3, 2, 1, 30, 40
_PAPER, _CANVAS = 1, 110


def _attribute(number: int, name: str, category: int, parent: int = 0) -> Thing:
    return {
        "Id": number, "AttributeName": name, "AttributeCategoryUID": category,
        "ParentAttributeUID": parent, "SortOrder": 1,
    }  # fmt: skip


def _category(number: int, name: str, level: int, attributes: list[Thing]) -> Thing:
    """``level``: 0 for always, an attribute for when that is chosen, -1 for never needed."""
    return {
        "Id": number, "AttributeCategoryName": name, "RequiredLevel": level,
        "MultValueAllowedFlag": False, "SortOrder": 1, "Attributes": attributes,
    }  # fmt: skip


_PRINT = [
    _category(
        _MATERIAL, "Printing Material", 0,
        [_attribute(_PAPER, "Paper", _MATERIAL), _attribute(_CANVAS, "Canvas", _MATERIAL)],
    ),
    _category(
        _PAPERS, "Paper Types", _PAPER,
        [
            _attribute(5, "Lustre Paper", _PAPERS, _PAPER),
            _attribute(4, "Glossy Paper", _PAPERS, _PAPER),
            _attribute(6, "Metallic Paper", _PAPERS, _PAPER),
        ],
    ),
    _category(
        _CANVASES, "Canvas Types", _CANVAS,
        [
            _attribute(111, "Lustre Canvas", _CANVASES, _CANVAS),
            _attribute(113, "Glossy Canvas", _CANVASES, _CANVAS),
        ],
    ),
    _category(17, "Image Color", -1, [_attribute(66, "Black and White", 17)]),
]  # fmt: skip
_METALS = [
    _category(
        _METAL, "Metal Surface", 0,
        [_attribute(901, "Glossy", _METAL), _attribute(902, "Satin", _METAL)],
    )
]  # fmt: skip
_FRAMED = [
    _category(
        _FRAMES, "Frame", 0,
        [_attribute(701, "Black", _FRAMES), _attribute(702, "Walnut", _FRAMES)],
    )
]  # fmt: skip


def _product(number: int, name: str, width: float, height: float, choices: list[Thing]) -> Thing:
    node = {"DP2NodeID": NODE, "Description": "Main", "W": width, "H": height, "X": 0, "Y": 0}
    return {"Id": number, "Name": name, "ProductNodes": [node], "AttributeCategories": choices}


PRINTS = [
    _product(2, "5x7", 5, 7, _PRINT),
    _product(3, "8x10", 8, 10, _PRINT),
    _product(393, "6x6", 6, 6, _PRINT),
    _product(12, "16x24", 16, 24, _PRINT),
]
WALL = [
    _product(811, "12x18 Metal Print", 12, 18, _METALS),
    _product(845, "16x20 Framed Print", 16, 20, _FRAMED),
]
PRICES = {2: "0.55", 3: "1.10", 393: "0.80", 12: "9.75", 811: "48.00", 845: "79.00"}
_SHIPPING = [
    {
        "Id": 135, "CategoryName": "Shipping Options",
        "Attributes": [_attribute(95, "Ship to Studio", 135), _attribute(96, "Drop Ship", 135)],
    },
    {
        "Id": 137, "CategoryName": "Drop Ship Shipping Options",
        "Attributes": [
            _attribute(545, "Economy", 137, 96), _attribute(546, "2 Day", 137, 96),
            _attribute(548, "Next Day", 137, 96),
        ],
    },
]  # fmt: skip
CATALOG = {
    "Categories": [
        {
            "Id": 229, "Name": "Photo Prints", "OrderAttributeCategoryList": _SHIPPING,
            "ProductList": PRINTS,
        },
        {
            "Id": 240, "Name": "Wall Art", "OrderAttributeCategoryList": _SHIPPING,
            "ProductList": WALL,
        },
    ]
}  # fmt: skip
BY_ID = {product["Id"]: product for product in (*PRINTS, *WALL)}


def rule_broken(item: Thing) -> str:
    """Why an item of an order cannot be made, or nothing."""
    product = BY_ID.get(item["ProductUID"])
    if product is None:
        return f"product {item['ProductUID']} is unknown"
    nodes = {node["DP2NodeID"] for node in product["ProductNodes"]}
    if {asset["ProductNodeID"] for asset in item["ItemAssets"]} != nodes:
        return f"product {item['ProductUID']} wants one image for each node"
    chosen = {each["AttributeUID"] for each in item["ItemAttributes"]}
    for category in product["AttributeCategories"]:
        level = category["RequiredLevel"]
        offered = {each["Id"] for each in category["Attributes"]}
        if (level == 0 or level in chosen) and len(offered & chosen) != 1:
            return f"choose one of {category['AttributeCategoryName']}"
    known = {each["Id"] for c in product["AttributeCategories"] for each in c["Attributes"]}
    return "an attribute is none of this product's" if chosen - known else ""
