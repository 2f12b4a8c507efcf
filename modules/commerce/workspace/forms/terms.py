"""What a gallery asks of orders, on top of what the studio asks of all."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from modules.commerce.models import OrderingTerms
from modules.gallery.models import Gallery


class TermsForm(forms.Form):
    @classmethod
    def of(cls, gallery: Gallery) -> TermsForm:
        """The form as the gallery's terms are now."""
        known = OrderingTerms.objects.filter(gallery=gallery).values(*cls.base_fields).first()
        return cls(initial=known)

    minimum_order = forms.IntegerField(
        label=_("Smallest order"),
        min_value=0,
        max_value=1_000_000,
        initial=0,
        help_text=_("In whole units of your currency, before shipping. 0 takes every order."),
    )
    refuse_zero_orders = forms.BooleanField(
        label=_("Refuse orders of 0"),
        required=False,
        help_text=_("Photos of this gallery cannot be ordered for nothing by themselves then."),
    )
