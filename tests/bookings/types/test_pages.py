"""The team's pages of session types, minis, contracts and calendars."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse

from modules.bookings.models import (
    Calendar,
    ContractText,
    Question,
    SessionType,
    Slot,
    SpecialDay,
)
from modules.bookings.services import holding
from safelight.accounts.models import Person
from tenants.models import Studio
from tests.bookings import calendars
from tests.bookings.calendars import MONDAY, NOW

pytestmark = pytest.mark.usefixtures("inside_acme")


@pytest.fixture
def page(acme: Studio, alice: Person, browser: Callable[..., Browser]) -> Browser:
    return browser(acme, alice)


def url(name: str, *args: str) -> str:
    return reverse(f"bookings_workspace:{name}", args=args, urlconf="safelight.urls_studio")


def post(page: Browser, view: str, *args: str, status: int = 302, **said: Any) -> Any:
    answer = page.post(url(view, *args), said)
    assert answer.status_code == status, answer.content.decode()[:2000]
    return answer


@pytest.fixture
def mini(inside_acme: object) -> SessionType:
    return calendars.mini(slots=2, published_at=None)


def rows(*slots: dict[str, Any]) -> dict[str, Any]:
    usual = {"minutes": 20, "capacity": 1, "kind": "open"}
    found = {"slots-TOTAL_FORMS": len(slots), "slots-INITIAL_FORMS": 0, "act": "save"}
    for number, slot in enumerate(slots):
        found |= {f"slots-{number}-{name}": value for name, value in (usual | slot).items()}
    return found


def test_it_leads_through_a_new_mini_page_by_page(page: Browser) -> None:
    post(page, "calendar_new", name="Ann", day0_0_begins="09:00", day0_0_ends="17:00")
    room = Calendar.objects.get(name="Ann")
    made = post(
        page, "type_new", "mini", title="Spring minis", date="2027-04-03", minutes=20,
        calendar=room.pk,
    )  # fmt: skip
    mini = SessionType.objects.get(slug="spring-minis")
    assert made.url == url("type_slots", mini.public_id)
    slot = {"begins": "2027-04-03T10:00"}
    saved = page.post(url("type_slots", mini.public_id), rows(slot) | {"continue": "1"})
    assert saved["Location"] == url("type_packages", mini.public_id)
    post(page, "package_new", mini.public_id, title="Small", fee="99.50", mode="final_edits")
    post(page, "type_state", mini.public_id, to="publish")
    mini.refresh_from_db()
    assert (mini.is_open, mini.packages.get().fee, mini.slots.count()) == (True, 9950, 1)


def test_it_shows_planned_slots_and_saves_none(page: Browser, mini: SessionType) -> None:
    plan: dict[str, Any] = {
        "act": "plan", "day": "2026-11-30", "begins": "14:00", "minutes": 30, "count": 2, "gap": 0,
    }  # fmt: skip
    shown = post(page, "type_slots", mini.public_id, status=200, **plan).content.decode()
    assert "2 new slots, not saved yet" in shown
    assert 'value="2026-11-30T14:30"' in shown
    assert mini.slots.count() == 2


def test_it_says_what_is_wrong_with_a_plan(page: Browser, mini: SessionType) -> None:
    plan: dict[str, Any] = {
        "act": "plan", "day": "2026-11-30", "begins": "14:00", "minutes": 600, "count": 9,
        "gap": 0, "break_1_begins": "12:00",
    }  # fmt: skip
    shown = post(page, "type_slots", mini.public_id, status=422, **plan).content.decode()
    assert "Say when this break begins and ends." in shown


def test_it_changes_slots_and_leaves_some_out(page: Browser, mini: SessionType) -> None:
    first, second = mini.slots.all()
    sent = rows(
        {"slot": first.public_id, "begins": "2026-11-30T10:00", "kind": "reserved",
         "reduction": "5"},
        {"slot": second.public_id, "begins": "2026-11-30T10:20", "out": "on"},
    )  # fmt: skip
    assert page.post(url("type_slots", mini.public_id), sent).status_code == 302
    kept = mini.slots.get()
    assert (kept, kept.kind, kept.reduction) == (first, "reserved", 500)
    assert kept.key in page.get(url("type_slots", mini.public_id)).content.decode()


def test_it_refuses_to_leave_out_a_booked_slot(page: Browser, mini: SessionType) -> None:
    first, second = mini.slots.all()
    mini.published_at = NOW
    holding.confirm(booking=calendars.hold(mini, first), at=NOW)
    sent = rows({"slot": second.public_id, "begins": "2026-11-30T10:20"})
    assert page.post(url("type_slots", mini.public_id), sent).status_code == 422
    assert mini.slots.count() == 2


def test_it_changes_details_and_says_whose_address_it_is(page: Browser) -> None:
    calendars.session_type(slug="taken")
    portrait = calendars.session_type()
    said: dict[str, Any] = {
        "title": "Portraits", "slug": "taken", "calendar": portrait.calendar_id, "minutes": 45,
        "step": 15, "buffer_before": 0, "buffer_after": 10, "notice": 12, "horizon": 60,
        "change_until": "",
    }  # fmt: skip
    shown = post(page, "type", portrait.public_id, status=422, **said).content.decode()
    assert "Another session type has this address." in shown
    post(page, "type", portrait.public_id, **said | {"slug": "portraits"})
    portrait.refresh_from_db()
    assert (portrait.slug, portrait.minutes, portrait.change_until) == ("portraits", 45, None)


def test_it_keeps_fee_and_delivery_and_names_what_does_not_fit(page: Browser) -> None:
    portrait = calendars.session_type()
    said: dict[str, Any] = {
        "fee_mode": "retainer", "retainer": 40, "balance_days": 7, "mode": "final_edits",
        "included": 10, "upsell": "on",
    }  # fmt: skip
    shown = post(page, "type_terms", portrait.public_id, status=422, **said).content.decode()
    assert "Say what one more costs" in shown
    post(page, "type_terms", portrait.public_id, **said | {"extra_price": "12"})
    portrait.refresh_from_db()
    assert (portrait.retainer, portrait.included, portrait.extra_price) == (40, 10, 1200)


def test_it_offers_add_ons_and_withdraws_them(page: Browser) -> None:
    portrait = calendars.session_type()
    post(page, "add_on_new", portrait.public_id, title="Outfit", price="15", most=2, minutes=10)
    added = portrait.add_ons.get()
    assert (added.price, added.most) == (1500, 2)
    post(page, "add_on_withdraw", portrait.public_id, added.public_id)
    added.refresh_from_db()
    assert added.withdrawn_at is not None


def test_it_puts_packages_in_another_order(page: Browser) -> None:
    portrait = calendars.session_type()
    rows = [calendars.package(portrait, title=title) for title in ("A", "B", "C")]
    post(page, "package_step", portrait.public_id, rows[0].public_id, to="later")
    post(page, "package_step", portrait.public_id, rows[2].public_id, to="later")
    assert [each.title for each in portrait.packages.all()] == ["B", "A", "C"]


def test_it_previews_a_contract_and_names_what_cannot_be_filled_in(page: Browser) -> None:
    said: dict[str, Any] = {"title": "Ours", "text": "Between {{studio}} and {{client_name}}."}
    shown = post(page, "contract_new", status=200, act="preview", **said).content.decode()
    assert "Robin Example" in shown
    assert not ContractText.objects.exists()
    wrong = post(page, "contract_new", status=422, title="Ours", text="{{client}}")
    assert "{{client}}" in wrong.content.decode()
    post(page, "contract_new", **said)
    contract = ContractText.objects.get()
    portrait = calendars.session_type()
    post(page, "type_contract", portrait.public_id, contract=contract.pk)
    shown = page.get(url("type_contract", portrait.public_id)).content.decode()
    assert "Robin Example" in shown
    post(page, "contract_archive", contract.public_id)
    contract.refresh_from_db()
    assert contract.archived_at is None


def test_it_keeps_questions_in_the_order_of_their_places(page: Browser) -> None:
    portrait = calendars.session_type()
    sent: dict[str, Any] = {
        "title": "About you", "q-TOTAL_FORMS": 3, "q-INITIAL_FORMS": 0,
        "q-0-text": "Second?", "q-0-kind": "line", "q-0-place": 2,
        "q-1-text": "First?", "q-1-kind": "one", "q-1-choices": "Yes\nNo", "q-1-place": 1,
        "q-2-kind": "line",
    }  # fmt: skip
    page.post(url("type_questions_when", portrait.public_id, "before"), sent)
    asked = Question.objects.filter(questionnaire__session_type=portrait)
    assert [(each.text, each.choices) for each in asked] == [
        ("First?", ["Yes", "No"]), ("Second?", []),
    ]  # fmt: skip
    sent["q-1-choices"] = "Yes"
    answer = page.post(url("type_questions_when", portrait.public_id, "before"), sent)
    assert "Write two answers at least" in answer.content.decode()


def test_it_keeps_own_words_of_mails_and_reminders(page: Browser) -> None:
    portrait = calendars.session_type()
    name = "type_mails"
    own: dict[str, Any] = {"confirmation-subject": "Hi", "reminders": "2, 48"}
    post(page, name, portrait.public_id, **own)
    portrait.refresh_from_db()
    assert (portrait.mails["confirmation"]["subject"], portrait.reminders) == ("Hi", [48, 2])
    bad: dict[str, Any] = {"reminder-text": "{{nobody}}"}
    wrong = post(page, name, portrait.public_id, status=422, **bad)
    assert "{{nobody}}" in wrong.content.decode()


def test_it_sets_hours_days_and_feeds_of_a_calendar(page: Browser) -> None:
    room = calendars.calendar()
    key = room.public_id
    post(page, "calendar_settings", key, name="Ann", day1_0_begins="10:00", day1_0_ends="00:00")
    assert [(row.weekday, row.ends.hour) for row in room.hours.all()] == [(1, 0)]
    post(page, "calendar_days", key, date="2026-12-24", last="2026-12-26", note="Christmas")
    assert SpecialDay.objects.filter(calendar=room, begins=None).count() == 3
    post(page, "calendar_day_forget", key, day="2026-12-25")
    assert SpecialDay.objects.filter(calendar=room).count() == 2
    wrong = post(page, "feed_add", key, status=422, name="Mine", url="nonsense").content.decode()
    assert "Paste the address" in wrong
    post(page, "feed_add", key, name="Mine", url="https://calendar.example.org/a.ics")
    feed = room.feeds.get()
    post(page, "feed_read", key, feed.public_id)
    post(page, "feed_remove", key, feed.public_id)
    assert not room.feeds.exists()


def test_it_says_which_hours_do_not_go(page: Browser) -> None:
    shown = post(
        page, "calendar_new", status=422, name="Ann", day0_0_begins="17:00", day0_0_ends="09:00"
    )
    assert "It has to end after it begins." in shown.content.decode()


def test_it_reads_out_a_calendar_by_its_secret_address_only(
    page: Browser, acme: Studio, browser: Callable[..., Browser]
) -> None:
    room = calendars.calendar()
    guest = browser(acme)
    path = f"/calendar/{room.feed_key}.ics"
    answer = guest.get(path)
    assert answer["Content-Type"].startswith("text/calendar")
    post(page, "calendar_address", room.public_id)
    assert guest.get(path).status_code == 404


def test_it_offers_a_place_by_hand_and_takes_somebody_off(page: Browser) -> None:
    mini = calendars.mini(slots=1, waitlist_by_itself=False)
    slot = mini.slots.get()
    waiting = mini.waitlist.create(name="Ben", email="ben@example.org", since=NOW)
    Slot.objects.update(starts_at=calendars.utc(MONDAY.replace(year=2046), 10),
                        ends_at=calendars.utc(MONDAY.replace(year=2046), 11))  # fmt: skip
    post(page, "waiting_offer", mini.public_id, waiting.public_id, slot=slot.public_id)
    waiting.refresh_from_db()
    assert waiting.offered == slot
    assert "Ben" in page.get(url("type_waitlist", mini.public_id)).content.decode()
    post(page, "waiting_off", mini.public_id, waiting.public_id)
    waiting.refresh_from_db()
    assert waiting.left_at is not None


@pytest.mark.parametrize(
    "name",
    ["type", "type_terms", "type_packages", "type_contract", "type_questions_when", "type_mails",
     "package_new", "add_on_new", "type_slots", "type_waitlist"],
)  # fmt: skip
def test_it_shows_every_page_of_a_mini(page: Browser, mini: SessionType, name: str) -> None:
    more = ("after",) if name == "type_questions_when" else ()
    assert page.get(url(name, mini.public_id, *more)).status_code == 200


def test_it_lists_what_there_is_with_its_state(page: Browser, mini: SessionType) -> None:
    calendars.package(mini)
    shown = page.get(url("types")).content.decode()
    assert mini.title in shown
    assert "0 of 2 places taken" in shown
    post(page, "type_copy", mini.public_id, title="Again")
    post(page, "type_state", mini.public_id, to="archive")
    assert mini.title not in page.get(url("types")).content.decode()
    assert mini.title in page.get(url("types"), {"archived": ""}).content.decode()
    assert page.get(url("calendars")).status_code == 200
    assert page.get(url("contracts")).status_code == 200
