from __future__ import annotations

from django.apps import AppConfig
from django.contrib.auth.apps import AuthConfig


class AccountsConfig(AppConfig):
    name = "safelight.accounts"
    label = "accounts"


class AuthWithoutTables(AuthConfig):
    """django.contrib.auth for its sign-in functions; its groups and permissions are not used.

    Roles are ours (``accounts.Role``), so the tables are not made (MIGRATION_MODULES) and the
    signal that would fill them stays unconnected.
    """

    default = False

    def ready(self) -> None:
        return
