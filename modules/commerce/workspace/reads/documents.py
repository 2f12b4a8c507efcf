"""The list of papers: what the address asks for."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.http import HttpRequest

from modules.commerce.models import Document
from modules.commerce.services import documents
from modules.commerce.workspace.forms.documents import PeriodForm


def asked_for(request: HttpRequest, form: PeriodForm) -> QuerySet[Document]:
    """Papers that fit ``q``, ``kind`` and the form's period; what cannot be is passed over."""
    found = documents.visible_documents(request)
    if request.GET.get("kind") in Document.Kind.values:
        found = found.filter(kind=request.GET["kind"])
    if form.is_valid():
        since, until = form.period()
        found = found.filter(issued_at__gte=since) if since else found
        found = found.filter(issued_at__lt=until) if until else found
    return _searched(found, request.GET.get("q", "").replace("\0", "").strip())


def is_filtered(request: HttpRequest) -> bool:
    return any(request.GET.get(name) for name in ("q", "kind", "since", "until"))


def _searched(found: QuerySet[Document], words: str) -> QuerySet[Document]:
    """By the paper's number with its letters, the order's, or a part of the name or e-mail."""
    if not words:
        return found
    fits = Q(data__number__iexact=words) | Q(data__client__name__icontains=words)
    fits |= Q(data__client__email__icontains=words)
    number = words.removeprefix("#")
    if number.isascii() and number.isdigit() and len(number) < 10:
        fits |= Q(number=int(number)) | Q(order__number=int(number))
    return found.filter(fits)
