"""Settings of mail. Mounted at ``/studio/settings/mails/``."""

from __future__ import annotations

from django.urls import path

from safelight.mails.views import addresses, sender, sent, templates, wishes

app_name = "mails"
urlpatterns = [
    path("words/", templates.index, name="templates"),
    path("words/<slug:name>/", templates.show, name="template"),
    path("words/<slug:name>/preview/", templates.preview, name="preview"),
    path("words/<slug:name>/test/", templates.test, name="test"),
    path("words/<slug:name>/standard/", templates.standard, name="standard"),
    path("words/<slug:name>/sending/", templates.switch, name="switch"),
    path("sent/", sent.index, name="sent"),
    path("sent/<uuid:message>/", sent.show, name="message"),
    path("sent/<uuid:message>/body/", sent.body, name="body"),
    path("sent/<uuid:message>/again/", sent.again, name="again"),
    path("sent/<uuid:message>/time/", sent.time, name="time"),
    path("addresses/", addresses.index, name="addresses"),
    path("addresses/<slug:public_id>/allow/", addresses.allow, name="allow"),
    path("sender/", sender.show, name="sender"),
    path("sender/check/", sender.check, name="sender_check"),
    path("sender/remove/", sender.remove, name="sender_remove"),
    path("notifications/", wishes.show, name="wishes"),
]
