"""What galleries include, beside their own addresses under ``/api/v1/galleries/``."""

from __future__ import annotations

from django.urls import path

from modules.commerce.api import choices, deliverables

app_name = "commerce_deliverables_api"

_G = "<slug:gallery>/"

urlpatterns = [
    path(f"{_G}deliverables/", deliverables.DeliverablesView.as_view(), name="deliverables"),
    path(f"{_G}deliverables/terms/", deliverables.TermsView.as_view(), name="terms"),
    path(f"{_G}deliverables/included/", deliverables.IncludedView.as_view(), name="included"),
    path(f"{_G}deliverables/extras/", deliverables.ExtrasView.as_view(), name="extras"),
    path(f"{_G}choice/", choices.ChoiceView.as_view(), name="choice"),
    path(f"{_G}choice/reopening/", choices.ReopeningView.as_view(), name="reopening"),
]
