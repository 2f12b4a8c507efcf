"""Addresses that leave in mails: on the studio's stored host, whoever asked and however."""

from __future__ import annotations

from django.conf import settings

from tenants.models import Studio


class NotAPath(ValueError):  # noqa: N818 - reads as the reason
    """A link of a mail leads to the studio's own host: give its path."""


def site(studio: Studio) -> str:
    """``https://host`` of the studio's primary domain, with the port where one is needed."""
    return origin(studio.primary_host())


def workspace(studio: Studio) -> str:
    """``https://host`` where the team works: the studio's address, whatever domain links name."""
    return origin(studio.address_host())


def origin(host: str) -> str:
    """``https://host`` with the port where one is needed."""
    usual = {"http": 80, "https": 443}[settings.PLATFORM_SCHEME] == settings.PLATFORM_PORT
    port = "" if usual else f":{settings.PLATFORM_PORT}"
    return f"{settings.PLATFORM_SCHEME}://{host}{port}"


def absolute(base: str, path: str) -> str:
    """``path`` on ``base`` (see ``site``)."""
    if not path.startswith("/") or path.startswith(("//", "/\\")):
        raise NotAPath(path)
    return base + path
