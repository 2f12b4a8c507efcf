from __future__ import annotations

from django.apps import AppConfig


class SignupConfig(AppConfig):
    name = "safelight.signup"
    label = "signup"
