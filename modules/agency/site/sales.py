"""A contributor's own page: what was sold of theirs, what they are owed and were told, and nothing
of anybody else.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import cast
from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from modules.agency import share_answers, share_selectors
from modules.agency.models import Contributor, Statement
from safelight.accounts import paging
from safelight.accounts.models import Person

PER_PAGE = 50
# What is shown of what no statement tells of yet; all of it stands in the next one.
MOST_OPEN = 200

View = Callable[..., HttpResponseBase]


def contributors(view: View) -> View:
    """For somebody whose work is sold here: the view gets who they are; nobody else sees a page."""

    @wraps(view)
    def door(request: HttpRequest, **kwargs: str) -> HttpResponseBase:
        if not request.user.is_authenticated:
            here = quote(request.get_full_path())
            return redirect(f"{reverse('accounts:sign_in')}?next={here}")
        found = share_selectors.contributor_of(cast(Person, request.user))
        if found is None:
            raise Http404
        return view(request, found, **kwargs)

    return never_cache(require_safe(door))


@contributors
def show(request: HttpRequest, contributor: Contributor) -> HttpResponse:
    open_entries = share_selectors.open_entries(contributor)
    context = {
        "contributor": contributor,
        "accounts": share_selectors.accounts([contributor]),
        "entries": open_entries[:MOST_OPEN],
        "statements": share_selectors.statements(contributor),
        "rules": share_selectors.rules_for(contributor),
    }
    return render(request, "agency/site/sales.html", context)


@contributors
def listed(request: HttpRequest, contributor: Contributor) -> HttpResponse:
    rows = share_selectors.sales(contributor)
    page = paging.page(request, rows, key="-pk", size=PER_PAGE)
    return render(request, "agency/site/listed.html", {"page": page})


@contributors
def statement(request: HttpRequest, contributor: Contributor, statement: str) -> HttpResponse:
    found = _own(contributor, statement)
    context = {"statement": found, "entries": share_selectors.entries_of(found)}
    return render(request, "agency/site/statement.html", context)


@contributors
def statement_csv(
    request: HttpRequest, contributor: Contributor, statement: str
) -> HttpResponseBase:
    return share_answers.statement_csv(_own(contributor, statement))


@contributors
def statement_pdf(
    request: HttpRequest, contributor: Contributor, statement: str
) -> HttpResponseBase:
    return share_answers.statement_pdf(_own(contributor, statement))


def _own(contributor: Contributor, public_id: str) -> Statement:
    rows = share_selectors.statements(contributor)
    found: Statement | None = rows.filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found
