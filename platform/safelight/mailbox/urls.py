"""Included by the console under ``mailbox/``."""

from __future__ import annotations

from django.urls import path

from safelight.mailbox import views

app_name = "mailbox"
urlpatterns = [
    path("", views.list_mails, name="list"),
    path("<slug:mail_id>/", views.show_mail, name="message"),
    path("<slug:mail_id>/html/", views.show_html, name="html"),
]
