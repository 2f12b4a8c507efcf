"""Session types, minis, contracts and calendars, under ``/studio/bookings/``."""

from __future__ import annotations

from django.urls import path

from modules.bookings.workspace.views import calendars, papers, slots, type_terms, types

_T = "types/<str:session_type>/"
_C = "calendars/<str:calendar>/"
_F = f"{_C}feeds/<str:feed>/"

urlpatterns = [
    path("types/", types.list_types, name="types"),
    path("types/new/<str:kind>/", types.new, name="type_new"),
    path(_T, types.details, name="type"),
    path(f"{_T}state/", types.state, name="type_state"),
    path(f"{_T}copy/", types.copy, name="type_copy"),
    path(f"{_T}slots/", slots.show, name="type_slots"),
    path(f"{_T}waitlist/", slots.waiting, name="type_waitlist"),
    path(f"{_T}waitlist/<str:waiting>/offer/", slots.offer, name="waiting_offer"),
    path(f"{_T}waitlist/<str:waiting>/off/", slots.take_off, name="waiting_off"),
    path(f"{_T}terms/", type_terms.terms, name="type_terms"),
    path(f"{_T}packages/", type_terms.packages, name="type_packages"),
    path(f"{_T}packages/new/", type_terms.package_new, name="package_new"),
    path(f"{_T}packages/<str:package>/", type_terms.package, name="package"),
    path(
        f"{_T}packages/<str:package>/withdraw/", type_terms.package_withdraw,
        name="package_withdraw",
    ),
    path(f"{_T}packages/<str:package>/step/", type_terms.package_step, name="package_step"),
    path(f"{_T}add-ons/<str:add_on>/step/", type_terms.add_on_step, name="add_on_step"),
    path(f"{_T}add-ons/new/", type_terms.add_on_new, name="add_on_new"),
    path(f"{_T}add-ons/<str:add_on>/", type_terms.add_on, name="add_on"),
    path(
        f"{_T}add-ons/<str:add_on>/withdraw/", type_terms.add_on_withdraw, name="add_on_withdraw"
    ),
    path(f"{_T}contract/", papers.choose_contract, name="type_contract"),
    path(f"{_T}questions/", papers.questions_home, name="type_questions"),
    path(f"{_T}questions/<str:when>/", papers.questions, name="type_questions_when"),
    path(f"{_T}mails/", papers.mails, name="type_mails"),
    path("contracts/", papers.contracts, name="contracts"),
    path("contracts/new/", papers.contract_new, name="contract_new"),
    path("contracts/<str:contract>/", papers.contract, name="contract"),
    path("contracts/<str:contract>/archive/", papers.contract_archive, name="contract_archive"),
    path("calendars/", calendars.list_calendars, name="calendars"),
    path("calendars/new/", calendars.new, name="calendar_new"),
    path(_C, calendars.show, name="calendar_settings"),
    path(f"{_C}archive/", calendars.archive, name="calendar_archive"),
    path(f"{_C}days/", calendars.add_days, name="calendar_days"),
    path(f"{_C}days/forget/", calendars.forget_day, name="calendar_day_forget"),
    path(f"{_C}address/", calendars.renew_address, name="calendar_address"),
    path(f"{_C}feeds/", calendars.feed_add, name="feed_add"),
    path(f"{_F}read/", calendars.feed_read, name="feed_read"),
    path(f"{_F}remove/", calendars.feed_remove, name="feed_remove"),
]  # fmt: skip
