"""What the studio shows and declares of rows of prints: a picture, and what customs ask."""

from modules.labs.services.showing.customs import BadDeclaration, customs_of, declare
from modules.labs.services.showing.pictures import (
    BadPicture,
    Shown,
    keep,
    pictures,
    shown,
    take_away,
)

__all__ = [
    "BadDeclaration",
    "BadPicture",
    "Shown",
    "customs_of",
    "declare",
    "keep",
    "pictures",
    "shown",
    "take_away",
]
