from __future__ import annotations

from django.apps import AppConfig
from django.contrib.auth.apps import AuthConfig
from django.contrib.auth.signals import user_logged_in
from django.http import HttpRequest
from django.utils import timezone

from safelight.accounts import fresh


class AccountsConfig(AppConfig):
    # This module holds AuthConfig too, so Django has to be told which one is meant.
    default = True
    name = "safelight.accounts"
    label = "accounts"

    def ready(self) -> None:
        user_logged_in.connect(_proved, dispatch_uid="accounts.proved")


def _proved(request: HttpRequest, **_: object) -> None:
    """Whoever has just signed in has proved who they are."""
    fresh.proved(request, at=timezone.now())


class AuthWithoutTables(AuthConfig):
    """django.contrib.auth for its sign-in functions; its groups and permissions are not used.

    Roles are ours (``accounts.Role``), so the tables are not made (MIGRATION_MODULES) and the
    signal that would fill them stays unconnected.
    """

    default = False

    def ready(self) -> None:
        return
