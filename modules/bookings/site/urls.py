"""``/book/``, ``/booking/`` and ``/contracts/`` of the site."""

from __future__ import annotations

from django.urls import path

from modules.bookings.site import feed, own, steps, types

app_name = "bookings_site"

_B = "booking/<str:booking>/"

urlpatterns = [
    path("book/", types.list_types, name="list"),
    path("book/<slug:slug>/", types.show, name="type"),
    path("book/<slug:slug>/waitlist/", types.wait, name="wait"),
    path("book/<slug:slug>/waitlist/leave/", types.leave, name="leave"),
    path(_B, own.show, name="booking"),
    path(f"{_B}details/", steps.write_details, name="details"),
    path(f"{_B}questions/", steps.questions, name="questions"),
    path(f"{_B}contract/", steps.contract, name="contract"),
    path(f"{_B}finish/", steps.finish, name="finish"),
    path(f"{_B}again/", steps.again, name="again"),
    path(f"{_B}release/", steps.release, name="release"),
    path(f"{_B}move/", own.move, name="move"),
    path(f"{_B}cancel/", own.cancel, name="cancel"),
    path(f"{_B}session.ics", own.session_ics, name="ics"),
    path(f"{_B}contract.pdf", own.contract_pdf, name="contract_pdf"),
    path("calendar/<str:feed_key>.ics", feed.calendar, name="calendar_feed"),
    path("contracts/<str:signature>/", own.verify, name="verify"),
]
