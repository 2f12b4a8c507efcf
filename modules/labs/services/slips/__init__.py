"""Packing slips: what lies in a parcel and for whom, under the studio's name and without prices."""

from modules.labs.services.slips.linking import MADE, NAME, link, linked
from modules.labs.services.slips.slip import pdf

__all__ = ["MADE", "NAME", "link", "linked", "pdf"]
