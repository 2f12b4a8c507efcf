"""The door for a mail provider's news, on the platform's host. Mounted at ``/webhooks/mail/``."""

from __future__ import annotations

from django.urls import path

from safelight.mails import webhooks

app_name = "mail_webhooks"
urlpatterns = [path("", webhooks.receive, name="provider")]
