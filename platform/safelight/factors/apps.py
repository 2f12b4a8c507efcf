from __future__ import annotations

from django.apps import AppConfig


class FactorsConfig(AppConfig):
    """For its templates; the models are abstract."""

    name = "safelight.factors"
    label = "factors"
