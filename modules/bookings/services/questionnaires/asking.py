"""A questionnaire as a form, and keeping what was answered."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django import forms
from django.db import transaction
from django.utils.translation import gettext as _

from modules.bookings.models import AnswerSheet, Booking, Question, Questionnaire
from modules.bookings.services.booking import trail
from safelight.kernel.errors import Refusal
from safelight.web import dates

Kind = Question.Kind
When = Questionnaire.When
_LINE, _TEXT = 300, 4000


class AnsweredAlready(Refusal):
    """Answers stay as they were given."""

    code = "answered_already"


class QuestionsForm(forms.Form):
    """One field a question, named by its public id."""

    def __init__(self, questionnaire: Questionnaire, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.questionnaire = questionnaire
        self.questions = list(questionnaire.questions.all())
        for question in self.questions:
            self.fields[name_of(question)] = _field(question)

    def answers(self) -> list[dict[str, str]]:
        """What was answered, in words; empty ones too, so that it is known what was asked."""
        return [
            {"question": each.text, "answer": _words(self.cleaned_data[name_of(each)])}
            for each in self.questions
        ]


def name_of(question: Question) -> str:
    return f"q-{question.public_id}"


def open_questionnaire(booking: Booking, when: str) -> Questionnaire | None:
    """The one to answer now: it has questions, and was not answered yet."""
    if booking.answer_sheets.filter(when=when).exists():
        return None
    found: Questionnaire | None = (
        booking.session_type.questionnaires.filter(when=when, questions__isnull=False)
        .prefetch_related("questions")
        .first()
    )
    return found


def keep(*, booking: Booking, form: QuestionsForm, at: datetime) -> AnswerSheet:
    """Keep the answers of a valid form; a second time they stay. Raises ``AnsweredAlready``."""
    asked = form.questionnaire
    # The booking's row makes the second of two tabs wait.
    with transaction.atomic():
        Booking.objects.select_for_update().get(pk=booking.pk)
        if booking.answer_sheets.filter(when=asked.when).exists():
            raise AnsweredAlready(_("Your answers are here already. Thank you."))
        made: AnswerSheet = AnswerSheet.objects.create(
            booking=booking, when=asked.when, title=asked.title, answers=form.answers(),
            answered_at=at,
        )  # fmt: skip
        trail.record(booking, "answered", at=at, by_client=True, title=asked.title)
    return made


def _field(question: Question) -> forms.Field:
    usual: dict[str, Any] = {
        "label": question.text, "help_text": question.help, "required": question.required,
    }  # fmt: skip
    choices = [(each, each) for each in question.choices]
    match question.kind:
        case Kind.TEXT:
            area = forms.Textarea(attrs={"rows": 4})
            return forms.CharField(max_length=_TEXT, widget=area, **usual)
        case Kind.ONE:
            empty = [] if question.required else [("", _("No answer"))]
            return forms.ChoiceField(
                choices=[*empty, *choices], widget=forms.RadioSelect, initial="", **usual
            )
        case Kind.MANY:
            return forms.MultipleChoiceField(
                choices=choices, widget=forms.CheckboxSelectMultiple, **usual
            )
        case Kind.DATE:
            return forms.DateField(
                widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **usual
            )
        case Kind.TICK:
            return forms.BooleanField(**usual)
    return forms.CharField(max_length=_LINE, **usual)


def _words(value: object) -> str:
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, date):
        return dates.day(value)
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return str(value or "").strip()
