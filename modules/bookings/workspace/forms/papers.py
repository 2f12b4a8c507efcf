"""Contracts, questions and mails as the team writes them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from modules.bookings.models import ContractText, Question, Questionnaire, SessionType
from modules.bookings.services import wording
from modules.bookings.services.mails import words
from safelight.web.forms import LineField, one_line

# Lines of a questionnaire that are shown empty, to write more into.
EMPTY_LINES, MOST_QUESTIONS, MOST_CHOICES = 3, 60, 40
_CHOOSE = (Question.Kind.ONE, Question.Kind.MANY)


class ContractForm(forms.ModelForm):  # type: ignore[type-arg]
    """Words with variables; an unknown one is said by name."""

    title = LineField(label=_("Title"), max_length=120)

    class Meta:
        model = ContractText
        fields = ("title", "text")
        labels = {"text": _("Text")}  # noqa: RUF012
        widgets = {"text": forms.Textarea(attrs={"rows": 22})}  # noqa: RUF012

    def clean_text(self) -> str:
        text = str(self.cleaned_data["text"])
        if len(text) > 100_000:
            raise forms.ValidationError(_g("At most 100,000 characters."))
        try:
            wording.check(text)
        except wording.UnknownVariables as refusal:
            raise forms.ValidationError(refusal.sentence) from None
        return text


class ContractChoiceForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = SessionType
        fields = ("contract",)
        labels = {"contract": _("Contract")}  # noqa: RUF012

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["contract"]
        field.queryset = ContractText.objects.filter(archived_at=None)
        field.empty_label = _g("No contract")


class QuestionForm(forms.Form):
    """One question; one without text is left out."""

    text = LineField(label=_("Question"), max_length=300, required=False)
    kind = forms.ChoiceField(
        label=pgettext_lazy("noun", "Answer"), choices=Question.Kind.choices, initial="line"
    )
    help = LineField(label=_("A word of help"), max_length=300, required=False)
    choices = forms.CharField(
        label=_("Answers to choose from, one a line"), required=False, max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    required = forms.BooleanField(label=_("Has to be answered"), required=False)
    place = forms.IntegerField(
        label=pgettext_lazy("position", "Place"), required=False, min_value=0, max_value=999
    )

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        lines = [one_line(line)[:200] for line in said.get("choices", "").splitlines()]
        said["choices"] = list(dict.fromkeys(line for line in lines if line))[:MOST_CHOICES]
        if said.get("text") and said.get("kind") in _CHOOSE:
            if len(said["choices"]) < 2:
                self.add_error("choices", _g("Write two answers at least, each on its own line."))
        else:
            said["choices"] = []
        return said


class TitleForm(forms.Form):
    title = LineField(label=_("Title"), max_length=120, initial=_("A few questions"))


def of_questions(asked: Questionnaire | None) -> list[dict[str, Any]]:
    """The questions as their forms begin, and some empty lines."""
    rows = asked.questions.all() if asked else ()
    return [
        {
            "text": row.text, "kind": row.kind, "help": row.help, "required": row.required,
            "choices": "\n".join(map(str, row.choices)), "place": number,
        }
        for number, row in enumerate(rows, 1)
    ]  # fmt: skip


class MailsForm(forms.Form):
    """Own words of each mail (ours where nothing is written), and when clients are reminded."""

    reminders = forms.CharField(
        label=_("Remind clients so many hours before"), required=False, max_length=60,
        help_text=_("Numbers with commas, such as 48, 2. Empty: no reminder."),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, session_type: SessionType) -> None:
        initial: dict[str, Any] = {
            f"{kind}-{part}": text
            for kind, said in session_type.mails.items()
            for part, text in said.items()
        }
        initial["reminders"] = ", ".join(map(str, session_type.reminders))
        super().__init__(data, initial=initial)
        for kind, usual in words.KINDS.items():
            self.fields[f"{kind}-subject"] = LineField(
                label=_("Subject"), required=False, max_length=words.LONGEST_SUBJECT,
                widget=forms.TextInput(attrs={"placeholder": usual.subject}),
            )  # fmt: skip
            self.fields[f"{kind}-text"] = forms.CharField(
                label=_("Text"), required=False, max_length=words.LONGEST_TEXT,
                widget=forms.Textarea(attrs={"rows": 5, "placeholder": usual.text}),
            )  # fmt: skip

    def clean_reminders(self) -> list[int]:
        try:
            hours = {
                int(each) for each in self.cleaned_data["reminders"].split(",") if each.strip()
            }
        except ValueError:
            raise forms.ValidationError(_g("Write numbers with commas between them.")) from None
        if len(hours) > 5 or any(not 1 <= each <= 24 * 60 for each in hours):
            raise forms.ValidationError(_g("At most five, each from 1 to 1440 hours."))
        return sorted(hours, reverse=True)

    def typed(self) -> dict[str, dict[str, Any]]:
        return {
            kind: {part: self.cleaned_data.get(f"{kind}-{part}") for part in ("subject", "text")}
            for kind in words.KINDS
        }

    def mails(self) -> list[dict[str, Any]]:
        """Each mail with its fields, for the page."""
        return [
            {
                "kind": kind, "title": usual.title, "subject": self[f"{kind}-subject"],
                "text": self[f"{kind}-text"],
            }
            for kind, usual in words.KINDS.items()
        ]  # fmt: skip
