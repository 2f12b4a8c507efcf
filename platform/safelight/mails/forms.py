"""What people type about mails."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy, pgettext

from safelight.outbox import again, kinds
from safelight.outbox.models import OutgoingMessage
from safelight.outbox.words import LONGEST_SUBJECT, LONGEST_TEXT


class WordsForm(forms.Form):
    """The subject and the text; what they may hold is checked by ``outbox.words``."""

    subject = forms.CharField(label=gettext_lazy("Subject"), max_length=LONGEST_SUBJECT)
    text = forms.CharField(
        label=gettext_lazy("Text"), max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 18, "spellcheck": "true"}),
        help_text=gettext_lazy(
            "An empty line begins a new paragraph. [Words]({link}) alone in one is a button. A "
            "line of which nothing is known is left out."
        ),
    )  # fmt: skip


class SenderForm(forms.Form):
    email = forms.EmailField(
        label=gettext_lazy("Address"), max_length=254,
        help_text=gettext_lazy("A mail with a link goes there, to see that it is yours."),
    )  # fmt: skip


class SendAtField(forms.DateTimeField):
    """A time on the studio's clock. Times that a change of clocks leaves open are refused."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", gettext_lazy("Send at"))
        kwargs.setdefault("help_text", gettext_lazy("On the studio's clock."))
        attributes = {"type": "datetime-local"}
        super().__init__(
            widget=forms.DateTimeInput(attrs=attributes, format="%Y-%m-%dT%H:%M"),
            input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"],
            **kwargs,
        )

    def clean(self, value: Any) -> datetime | None:
        to: datetime | None = super().clean(value)
        if to is None:
            return None
        try:
            again.refuse_time(to, at=timezone.now())
        except again.TimeCannotBe as refusal:
            raise forms.ValidationError(refusal.sentence) from None
        return to


class TimeForm(forms.Form):
    send_at = SendAtField()


class SentForm(forms.Form):
    """Filters of the log."""

    q = forms.CharField(required=False, max_length=254)
    state = forms.ChoiceField(required=False, label=gettext_lazy("State"))
    mail = forms.ChoiceField(required=False, label=gettext_lazy("Mail"))
    about = forms.CharField(required=False, max_length=80, widget=forms.HiddenInput())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        every = ("", pgettext("states and mails", "All"))
        fields["state"].choices = [every, *OutgoingMessage.State.choices]
        mails = [(mail.name, mail.title) for mail in kinds.declared()]
        fields["mail"].choices = [every, *mails]
