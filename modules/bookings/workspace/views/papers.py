"""Contracts, questionnaires and mails of session types."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.forms import formset_factory
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from modules.bookings import permissions
from modules.bookings.models import ContractText, Questionnaire, SessionType
from modules.bookings.services import wording
from modules.bookings.services.mails import words
from modules.bookings.services.types import keeping
from modules.bookings.workspace import setting
from modules.bookings.workspace.forms import papers
from modules.bookings.workspace.forms.papers import (
    ContractChoiceForm,
    ContractForm,
    MailsForm,
    QuestionForm,
    TitleForm,
)
from safelight.accounts.doors import workspace

_T = "bookings/workspace/types"


@workspace(permissions.TYPES)
@never_cache
@require_safe
def contracts(request: HttpRequest) -> HttpResponse:
    context = {"contracts": ContractText.objects.filter(archived_at=None)}
    return render(request, f"{_T}/contracts.html", context)


@workspace(permissions.TYPES)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def contract_new(request: HttpRequest) -> HttpResponse:
    return _contract(request, ContractText())


@workspace(permissions.TYPES)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def contract(request: HttpRequest, contract: str) -> HttpResponse:
    rows = ContractText.objects.filter(archived_at=None)
    return _contract(request, get_object_or_404(rows, public_id=contract))


@workspace(permissions.TYPES)
@require_POST
def contract_archive(request: HttpRequest, contract: str) -> HttpResponse:
    row = get_object_or_404(ContractText, public_id=contract)
    with setting.saying(request, _("It is not offered any more. What was signed stays.")):
        keeping.archive_contract(contract=row, at=timezone.now())
    return redirect("bookings_workspace:contracts")


@workspace(permissions.TYPES)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def choose_contract(request: HttpRequest, session_type: str) -> HttpResponse:
    found = setting.type_or_404(session_type)
    form = ContractChoiceForm(request.POST or None, instance=setting.type_or_404(session_type))
    if request.method == "POST" and form.is_valid():
        keeping.keep(row=form.instance, fields=("contract",))
        messages.success(request, _("Saved. It holds for what is booked from now on."))
        return redirect(setting.after(request, found, "type_contract"))
    context = setting.head(request, found, "type_contract") | {"form": form}
    if found.contract is not None:
        context["preview"] = _filled(found.contract.text, found)
    return render(request, f"{_T}/contract_choice.html", context)


@workspace(permissions.TYPES)
@never_cache
@require_safe
def questions_home(request: HttpRequest, session_type: str) -> HttpResponse:
    return redirect("bookings_workspace:type_questions_when", session_type, "before")


@workspace(permissions.TYPES)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def questions(request: HttpRequest, session_type: str, when: str) -> HttpResponse:
    """All questions of one moment, in the order of their numbers."""
    found = setting.type_or_404(session_type)
    if when not in Questionnaire.When.values:
        raise Http404
    asked = found.questionnaires.filter(when=when).prefetch_related("questions").first()
    lines: Any = formset_factory(
        QuestionForm, extra=papers.EMPTY_LINES, max_num=papers.MOST_QUESTIONS, validate_max=True
    )
    rows = lines(request.POST or None, prefix="q", initial=papers.of_questions(asked))
    title = TitleForm(request.POST or None, initial={"title": asked.title} if asked else None)
    if request.method == "POST" and title.is_valid() and rows.is_valid():
        keeping.ask(
            session_type=found, when=when, title=title.cleaned_data["title"],
            questions=_in_order(rows),
        )  # fmt: skip
        messages.success(request, _("Saved. Answers that were given keep their questions."))
        if "continue" in request.POST:
            return redirect(setting.after(request, found, "type_questions"))
        return redirect("bookings_workspace:type_questions_when", found.public_id, when)
    context = setting.head(request, found, "type_questions") | {
        "rows": rows, "title_form": title, "when": when, "moments": Questionnaire.When.choices,
    }  # fmt: skip
    status = 422 if request.method == "POST" else 200
    return render(request, f"{_T}/questions.html", context, status=status)


@workspace(permissions.TYPES)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def mails(request: HttpRequest, session_type: str) -> HttpResponse:
    found = setting.type_or_404(session_type)
    form = MailsForm(request.POST or None, session_type=found)
    if request.method == "POST" and form.is_valid():
        try:
            found.mails = words.checked(form.typed())
        except words.MailWordsRefused as refusal:
            for name, said in refusal.fields.items():
                form.add_error(name, said)
        else:
            found.reminders = form.cleaned_data["reminders"]
            keeping.keep(row=found, fields=("mails", "reminders"))
            messages.success(request, _("Saved. It holds for mails from now on."))
            return redirect(setting.after(request, found, "type_mails"))
    context = setting.head(request, found, "type_mails") | {
        "form": form, "mails": form.mails(), "variables": wording.VARIABLES.items(),
        "preview": words.of(found, "confirmation", _example(found)),
    }  # fmt: skip
    status = 422 if form.is_bound else 200
    return render(request, f"{_T}/mails.html", context, status=status)


def _contract(request: HttpRequest, row: ContractText) -> HttpResponse:
    """``act`` ``preview`` shows it filled in, and saves nothing."""
    form = ContractForm(request.POST or None, instance=row)
    is_good = request.method == "POST" and form.is_valid()
    if is_good and request.POST.get("act") != "preview":
        keeping.keep(row=form.instance, fields=("title", "text"))
        messages.success(request, _("Saved. What was signed keeps the words that were read."))
        return redirect("bookings_workspace:contract", form.instance.public_id)
    text = form.cleaned_data["text"] if is_good else row.text if row.pk else ""
    context = {
        "form": form, "row": row if row.pk else None, "variables": wording.VARIABLES.items(),
        "preview": _filled(text, None) if text and (is_good or not form.is_bound) else "",
        "breadcrumbs": [
            {"title": _("Contracts"), "url": reverse("bookings_workspace:contracts")},
            {"title": row.title or _("New contract"), "url": None},
        ],
    }  # fmt: skip
    status = 422 if form.is_bound and not is_good else 200
    return render(request, f"{_T}/contract.html", context, status=status)


def _in_order(rows: Any) -> list[dict[str, Any]]:
    """Those with a text, by their number; one without comes where it stands on the page."""
    given = [(number, form.cleaned_data) for number, form in enumerate(rows, 1)]
    written = [(number, said) for number, said in given if said.get("text")]
    written.sort(key=lambda each: (each[1].get("place") or each[0], each[0]))
    names = ("text", "kind", "help", "choices", "required")
    return [{name: said[name] for name in names} for _number, said in written]


def _filled(text: str, found: SessionType | None) -> str:
    return wording.fill(text, _example(found))


def _example(found: SessionType | None) -> dict[str, str]:
    return wording.example(
        title=found.title if found else _("Family portraits"),
        place=found.place if found else _("The old mill"),
        currency=setting.currency(), at=timezone.now(),
    )  # fmt: skip
