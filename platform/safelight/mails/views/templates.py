"""The words of mails: a list, and a page for each with a preview beside its form."""

from __future__ import annotations

import uuid
from typing import Any

from csp.constants import SELF
from csp.decorators import csp_update
from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from safelight.accounts.doors import workspace
from safelight.accounts.forms import show_refusal
from safelight.mails.forms import WordsForm
from safelight.mails.services import trying
from safelight.mails.views import frames
from safelight.outbox import brand as brands
from safelight.outbox import kinds, wordings, words
from safelight.outbox.kinds import Form, Mail
from safelight.outbox.models import MailSwitch, MailWords
from safelight.outbox.rendering import Wording, render_example
from tenants.context import current_studio

door = workspace("site.manage")
page = require_http_methods(["GET", "HEAD", "POST"])
# Words that were tried and are not saved, for the next look at their page.
TRIED = "mail_words_tried"


@door
@never_cache
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    switches = dict(MailSwitch.objects.values_list("mail", "is_on"))
    newest = MailWords.objects.order_by("mail", "language", "-pk").distinct("mail", "language")
    own = {row.mail for row in newest if not row.is_standard}
    titles = {"client": _("To clients"), "team": _("To the team")}
    editable = [mail for mail in _editable(request) if mail.to in titles]
    groups = [
        {
            "title": title,
            "rows": [
                {
                    "mail": mail,
                    "is_own": mail.name in own,
                    "is_off": not switches.get(mail.name, not mail.starts_off),
                }
                for mail in editable
                if mail.to == to
            ],
        }
        for to, title in titles.items()
    ]
    return render(request, "mails_pages/templates.html", {"mail_groups": groups})


@door
@never_cache
@page
@csp_update({"frame-src": [SELF]})  # type: ignore[arg-type]
def show(request: HttpRequest, name: str) -> HttpResponse:
    mail, language = _mail(request, name), _language(request)
    wording = _wording(mail, language)
    saved = {"subject": wording.subject, "text": wording.text}
    tried = request.session.pop(TRIED, {}) if request.method == "GET" else {}
    form = WordsForm(request.POST or None, initial=tried.get(f"{name} {language}", saved))
    if request.method == "POST" and form.is_valid():
        try:
            wordings.save(mail=mail, language=language, **form.cleaned_data)
        except words.MailWordsRefused as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("Saved. Mails have these words from now on."))
            return redirect(_address(request))
    context = _context(request, mail, language) | {"form": form}
    return render(request, "mails_pages/template.html", context, status=422 if form.errors else 200)


@door
@never_cache
@page
def preview(request: HttpRequest, name: str) -> HttpResponse:
    """The saved words with examples; words that are being typed, where they come along."""
    mail, language = _mail(request, name), _language(request)
    wording = _wording(mail, language)
    if request.method == "POST":
        subject, text = request.POST.get("subject", ""), request.POST.get("text", "")
        try:
            words.check(mail, subject=subject.strip(), text=text)
        except words.MailWordsRefused as refusal:
            return frames.text("\n".join(sum(refusal.fields.values(), [])))
        wording = Wording(subject=subject.strip(), text=text, language=language)
    studio = current_studio()
    found = render_example(mail, wording, studio=studio, brand=brands.of(studio))
    if request.GET.get("part") == "text":
        return frames.text(f"{found.subject}\n\n{found.text}")
    return frames.html(found.html)


@door
@require_POST
@csp_update({"frame-src": [SELF]})  # type: ignore[arg-type]
def test(request: HttpRequest, name: str) -> HttpResponse:
    """Words with examples, to whoever asks and to nobody else: those typed, or else those saved.

    What was typed stays in its fields, and is not saved by this.
    """
    mail, language = _mail(request, name), _language(request)
    if "text" not in request.POST:
        _send_test(request, mail, _wording(mail, language))
        return redirect(_address(request, "template", name))
    form = WordsForm(request.POST)
    if form.is_valid():
        try:
            words.check(mail, **form.cleaned_data)
        except words.MailWordsRefused as refusal:
            show_refusal(form, refusal)
        else:
            _send_test(request, mail, Wording(language=language, **form.cleaned_data))
            request.session[TRIED] = {f"{name} {language}": form.cleaned_data}
            return redirect(_address(request, "template", name))
    context = _context(request, mail, language) | {"form": form}
    return render(request, "mails_pages/template.html", context, status=422)


def _send_test(request: HttpRequest, mail: Mail, wording: Wording) -> None:
    person: Any = request.user
    with transaction.atomic():  # The mail and the job that sends it.
        trying.send(mail, wording, to=person.email, once=uuid.uuid4().hex)
    messages.success(request, _("A test is on its way to %(email)s.") % {"email": person.email})


@door
@require_POST
def standard(request: HttpRequest, name: str) -> HttpResponse:
    mail, language = _mail(request, name), _language(request)
    wordings.go_back(mail=mail, language=language)
    messages.success(request, _("Back to the standard words. Yours are kept in the history."))
    return redirect(_address(request, "template", name))


@door
@require_POST
def switch(request: HttpRequest, name: str) -> HttpResponse:
    mail = _mail(request, name)
    if not mail.is_optional:
        raise Http404
    wordings.switch(mail=mail, on=request.POST.get("on") == "1")
    messages.success(request, _("Saved."))
    return redirect(_address(request, "template", name))


def _context(request: HttpRequest, mail: Mail, language: str) -> dict[str, Any]:
    return {
        "mail": mail, "language": language, "languages": settings.LANGUAGES,
        "own": wordings.own(mail, language), "history": wordings.history(mail, language),
        "is_off": wordings.is_off(mail),
        "variables": [
            {
                "written": f"{{{each.name}}}", "title": each.title, "required": each.required,
                "button": f"[…]({{{each.name}}})" if each.form is Form.LINK else "",
                "alone": each.form is Form.BLOCK,
            }
            for each in mail.known.values()
        ],
    }  # fmt: skip


def _wording(mail: Mail, language: str) -> Wording:
    row = wordings.own(mail, language)
    if row is None:
        return wordings.standard(mail, language)
    return Wording(subject=row.subject, text=row.text, language=language)


def _editable(request: HttpRequest) -> list[Mail]:
    modules: frozenset[str] = request.modules  # type: ignore[attr-defined]
    return [mail for mail in kinds.of_modules(modules) if mail.has_words]


def _mail(request: HttpRequest, name: str) -> Mail:
    for mail in _editable(request):
        if mail.name == name:
            return mail
    raise Http404


def _language(request: HttpRequest) -> str:
    """The language asked for by ``?in=``; the studio's own unless it is one of ours."""
    asked = request.GET.get("in", "")
    return asked if asked in dict(settings.LANGUAGES) else brands.of(current_studio()).language


def _address(request: HttpRequest, url: str = "", name: str = "") -> str:
    path = reverse(f"mails:{url}", args=[name]) if url else request.path
    asked = request.GET.get("in", "")
    return f"{path}?in={asked}" if asked in dict(settings.LANGUAGES) else path
