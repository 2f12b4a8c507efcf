"""Choices of price lists that mean something to a lab."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet

from modules.labs.models import LabChoice


def of_lists(price_list_ids: Iterable[int]) -> QuerySet[LabChoice]:
    """With their choices and options."""
    found = LabChoice.objects.filter(choice__option__price_list__in=set(price_list_ids))
    return found.select_related("choice__option")
