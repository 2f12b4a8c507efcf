"""Bookings, the calendar and albums, under ``/studio/bookings/``."""

from __future__ import annotations

from django.urls import path, re_path

from modules.bookings.workspace.views import acts, agenda, bookings, galleries, making
from safelight.kernel import public_id

# 22 characters that mean nothing, so that words of ours never are one.
_B = rf"^(?P<booking>{public_id.PATTERN})/"

urlpatterns = [
    path("", bookings.list_bookings, name="list"),
    path("bookings.csv", bookings.list_csv, name="csv"),
    path("new/", making.choose, name="choose"),
    path("new/<str:session_type>/", making.new, name="new"),
    path("calendar/", agenda.calendar, name="calendar"),
    path("day/", agenda.day_sheet, name="day_sheet"),
    path("albums/", galleries.albums, name="albums"),
    path("albums/<str:mini>/", galleries.show_album, name="album"),
    path("albums/<str:mini>/galleries/", galleries.create_all, name="album_create"),
    path("albums/<str:mini>/sendings/", galleries.publish_all, name="album_publish"),
    re_path(rf"{_B}$", bookings.show, name="booking"),
    re_path(rf"{_B}contract\.pdf$", bookings.contract_pdf, name="booking_contract"),
    re_path(rf"{_B}approval/$", acts.approve, name="approve"),
    re_path(rf"{_B}decline/$", acts.decline, name="decline"),
    re_path(rf"{_B}move/$", acts.move, name="move"),
    re_path(rf"{_B}fee/$", acts.change, name="change"),
    re_path(rf"{_B}outcome/$", acts.mark, name="mark"),
    re_path(rf"{_B}settlement/$", acts.settle, name="settle"),
    re_path(rf"{_B}paid/$", acts.mark_paid, name="mark_paid"),
    re_path(rf"{_B}cancel/$", acts.cancel, name="cancel"),
    re_path(rf"{_B}withdrawal/$", acts.withdraw, name="withdraw"),
    re_path(rf"{_B}gallery/$", galleries.create, name="create_gallery"),
    re_path(rf"{_B}remark/$", acts.remark, name="remark"),
]
