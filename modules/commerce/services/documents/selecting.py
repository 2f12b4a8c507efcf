"""Papers that may be seen, and how a mail leads to one."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode

from modules.commerce import permissions
from modules.commerce.models import Document, Order
from modules.commerce.services.orders import links


def visible_documents(request: HttpRequest) -> QuerySet[Document]:
    """All papers, for those of the team who may see all orders; none for anybody else."""
    allowed: frozenset[str] = request.allowed  # type: ignore[attr-defined]
    found = Document.objects.select_related("order")
    return found if permissions.VIEW in allowed else found.none()


def of_order(order: Order) -> list[Document]:
    """The papers of an order, the oldest first."""
    return list(order.documents.order_by("pk"))


def mailed_path(document: Document) -> str:
    """The paper for a mail; somebody without an account opens the order by it as well."""
    order = document.order
    if order.person_id is not None:
        return reverse("commerce_site:document", args=[order.public_id, document.public_id])
    return f"{links.mailed_path(order)}?{urlencode({'document': document.public_id})}"
