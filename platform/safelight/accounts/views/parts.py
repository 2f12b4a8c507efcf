"""Parts that pages about people share."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _


def client_tabs(request: HttpRequest) -> list[dict[str, Any]]:
    return _tabs(request, (_("Clients"), "people:clients"), (_("Groups"), "people:groups"))


def team_tabs(request: HttpRequest) -> list[dict[str, Any]]:
    return _tabs(request, (_("Members"), "people:team"), (_("Roles"), "people:roles"))


def _tabs(request: HttpRequest, *named: tuple[str, str]) -> list[dict[str, Any]]:
    pairs = [(title, reverse(name)) for title, name in named]
    return [
        {"title": title, "url": url, "current": url == request.path, "count": None}
        for title, url in pairs
    ]
