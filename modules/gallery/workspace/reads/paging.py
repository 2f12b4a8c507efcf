"""Keyset pages of web lists."""

from __future__ import annotations

from typing import TypeVar

from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest
from rest_framework.exceptions import ValidationError

from safelight.api.pages import Page, keyset

M = TypeVar("M", bound=Model)


def page(request: HttpRequest, rows: QuerySet[M], *, by: str, limit: int) -> Page[M]:
    """The page that ``?after=`` names; an address that was tampered with is not there."""
    try:
        return keyset(rows, by=by, after=request.GET.get("after"), limit=limit)
    except (ValidationError, ValueError, TypeError, UnicodeDecodeError):
        raise Http404 from None


def turn(request: HttpRequest, after: str | None) -> str:
    """The address of this list with another place to begin; empty where there is none."""
    if after is None:
        return ""
    query = request.GET.copy()
    query["after"] = after
    return f"?{query.urlencode()}"


def first(request: HttpRequest) -> str:
    """The address of the list's first page, or empty where this is it."""
    if "after" not in request.GET:
        return ""
    query = request.GET.copy()
    del query["after"]
    return f"?{query.urlencode()}"
