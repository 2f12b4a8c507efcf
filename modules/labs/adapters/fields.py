"""Fields that several adapters ask for in the same words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from modules.labs.contract import Field

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


def customer_number(where: str | _StrPromise) -> Field:
    """``where`` says where the lab reads it."""
    return Field(
        name="customer_number", label=_("Your customer number at the lab"), help=where,
        is_required=False,
    )  # fmt: skip
