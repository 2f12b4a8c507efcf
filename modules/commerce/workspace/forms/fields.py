"""Fields that several forms of commerce have."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from modules.commerce.money import currencies


class AmountField(forms.CharField):
    """An amount as people write it; its value is minor units of ``currency``, or None if empty."""

    def __init__(self, *, currency: str, **kwargs: Any) -> None:
        self.currency = currency
        attrs = {"inputmode": "decimal", "autocomplete": "off"}
        super().__init__(widget=forms.TextInput(attrs=attrs), max_length=30, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return currencies.plain(value, self.currency) if isinstance(value, int) else value

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        try:
            return currencies.parse(text, self.currency)
        except currencies.BadAmount as refusal:
            raise ValidationError(refusal.sentence) from None

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(super().has_changed(self.prepare_value(initial), data))
