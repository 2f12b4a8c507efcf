"""Reading one photo as hostile: what it is, what it says, and smaller pictures of it. No Django.

``identify`` → ``develop`` → ``metadata.read``; ``deliver`` for a changed copy on the way out;
``digests.of`` and ``names.expand`` beside them. Every refusal derives from ``Refused``.
"""

from __future__ import annotations

from . import limits, refusals
from .developing import EDGES, Developed, Rendition, develop
from .facts import ImageFacts, identify
from .limits import Limits
from .refusals import Refused
from .sniff import Kind

__all__ = [
    "EDGES",
    "Developed",
    "ImageFacts",
    "Kind",
    "Limits",
    "Refused",
    "Rendition",
    "develop",
    "identify",
    "limits",
    "refusals",
]
