"""Reading one photo as hostile: what it is, what it says, and smaller pictures of it. No Django.

``identify`` → ``develop`` → ``metadata.read``; ``deliver`` for a changed copy on the way out,
``print_file`` for paper, ``mark`` for a text across a preview; ``digests.of`` and ``names.expand``
beside them. Refusals derive from ``Refused``.
"""

from __future__ import annotations

from . import digests, limits, metadata, names, refusals
from .delivering import Colour, Delivered, DeliverySpec, Fit, deliver, delivered_kind, size_for
from .developing import EDGES, Developed, Rendition, develop
from .facts import ImageFacts, identify
from .limits import Limits
from .marking import MarkSpec, mark
from .metadata import PhotoMetadata
from .metadata.writing import Words
from .printing import Printed, PrintSpec, print_file
from .printing_safely import print_file_safely
from .refusals import Refused
from .safely import develop_safely
from .sniff import Kind

__all__ = [
    "EDGES",
    "Colour",
    "Delivered",
    "DeliverySpec",
    "Developed",
    "Fit",
    "ImageFacts",
    "Kind",
    "Limits",
    "MarkSpec",
    "PhotoMetadata",
    "PrintSpec",
    "Printed",
    "Refused",
    "Rendition",
    "Words",
    "deliver",
    "delivered_kind",
    "develop",
    "develop_safely",
    "digests",
    "identify",
    "limits",
    "mark",
    "metadata",
    "names",
    "print_file",
    "print_file_safely",
    "refusals",
    "size_for",
]
