"""What is asked before something that cannot be undone, as a page of its own."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from modules.labs.workspace.reads import order_sheet
from modules.labs.workspace.views.orders import crumbs, lab_order_or_404

# Question → what of ``Sheet.may`` it needs.
_NEEDS = {"cancel": "prepare", "in_house": "prepare", "take_back": "take_back", "agreed": "agreed"}


def ask(request: HttpRequest, lab_order: str, question: str) -> HttpResponse:
    """The question, or back to the lab order where it makes no sense any more."""
    found = lab_order_or_404(lab_order)
    sheet = order_sheet.of(request, found, at=timezone.now())
    if _NEEDS[question] not in sheet.may:
        return redirect("labs_workspace:order", lab_order)
    context = {
        "lab_order": found,
        "sheet": sheet,
        "part": f"labs/workspace/parts/ask_{question}.html",
        "breadcrumbs": crumbs(found),
    }
    return render(request, "labs/workspace/asking.html", context)
