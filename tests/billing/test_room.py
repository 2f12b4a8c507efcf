"""Room in the plan: counted right whatever happens to photos, held for uploads on their way."""

from __future__ import annotations

import pytest
from django.db.models import Sum
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from modules.gallery.models import Photo, PhotoVersion
from modules.gallery.services import batches
from safelight.accounts.models import Person
from safelight.accounts.services import people, team
from safelight.uploads import counting, room, services
from safelight.uploads.models import StorageChange, Upload
from tenants import limits
from tenants.models import Studio
from tests.billing.conftest import NOON, begin, make_batch
from tests.gallery.factories import make_gallery, make_photo, make_version

pytestmark = pytest.mark.django_db
STEPS = ("photo", "version", "bulk", "take version", "take photo", "take all", "night")


def _do(step: str, number: int) -> None:
    loose = PhotoVersion.objects.filter(photo__version=None)
    if step == "photo":
        make_photo()
    elif step == "version":
        make_version(photo=Photo.objects.last() or make_photo(), bytes=number)
    elif step == "bulk":
        photo = Photo.objects.create(name="a.jpg", name_key="a.jpg")
        PhotoVersion.objects.bulk_create(
            PhotoVersion(
                photo=photo, number=n, bytes=number * n, crc32=0, uploaded_at=NOON,
                object_key=f"key {photo.pk} {n}",
            ) for n in range(1, 4)
        )  # fmt: skip
    elif step == "take version" and (last := loose.last()):
        last.delete()
    elif step == "take photo" and (photos := Photo.objects.filter(version=None)):
        photos[0].delete()
    elif step == "take all":
        loose.delete()
    elif step == "night":
        assert counting.recount(at=NOON) == 0


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=st.lists(st.tuples(st.sampled_from(STEPS), st.integers(0, 5_000_000)), max_size=12))
def test_it_keeps_a_sum_that_equals_what_versions_add_up_to(
    inside_acme: Studio, steps: list[tuple[str, int]]
) -> None:
    for step, number in steps:
        _do(step, number)
        kept = PhotoVersion.objects.aggregate(sum=Sum("bytes"))["sum"] or 0
        assert room.use().kept == kept


def test_it_repairs_a_wrong_sum_at_night_and_says_so(
    inside_acme: Studio, caplog: pytest.LogCaptureFixture
) -> None:
    make_photo()
    right = room.use().kept
    StorageChange.objects.create(bytes=7)
    assert counting.recount(at=NOON) == 7
    assert "7 bytes wrong" in caplog.text
    assert (room.use().kept, StorageChange.objects.count()) == (right, 1)


def test_it_refuses_an_upload_before_a_byte_and_says_how_much_is_left(
    inside_acme: Studio, alice: Person
) -> None:
    batch = make_batch(alice)
    begin(alice, batch, 4_000_000)
    limits.write(inside_acme, limits.Limits(storage=room.use().used + 6_000_000))
    with pytest.raises(room.OverPlan, match=r"needs 7 MB.*has 6 MB left") as refusal:
        begin(alice, batch, 7_000_000)
    assert (refusal.value.more, refusal.value.status) == ({"left": 6_000_000}, 413)
    assert Upload.objects.count() == 1
    begin(alice, batch, 6_000_000)


def test_it_gives_room_back_when_an_upload_ends(inside_acme: Studio, alice: Person) -> None:
    before = room.use().used
    upload = begin(alice, make_batch(alice), 4_000_000)
    assert room.use().held == 4_000_000
    services.terminate(upload=upload, at=NOON)
    assert room.use().used == before


def test_it_holds_room_of_an_upload_without_a_length_as_it_grows(
    inside_acme: Studio, alice: Person
) -> None:
    upload = begin(alice, make_batch(alice), None)
    limits.write(inside_acme, limits.Limits(storage=room.use().used + 10))
    room.hold(upload, 4)
    room.hold_at_most(upload, 1_000_000)
    assert upload.held == 10
    with pytest.raises(room.OverPlan):
        room.hold(upload, 11)


def test_it_refuses_a_batch_beyond_the_plan_but_not_what_may_be_skipped(
    inside_acme: Studio, alice: Person
) -> None:
    gallery = make_gallery()
    make_photo(in_gallery=gallery, name="known.jpg")
    limits.write(inside_acme, limits.Limits(storage=room.use().used + 10))
    known = batches.Announced(name="known.jpg", size=1_000)
    new = batches.Announced(name="new.jpg", size=11)
    batches.open_batch(gallery=gallery, state="PROOF", files=[known], by=alice, at=NOON)
    with pytest.raises(room.OverPlan):
        batches.open_batch(gallery=gallery, state="PROOF", files=[known, new], by=alice, at=NOON)


def test_it_keeps_everything_readable_when_a_plan_is_smaller_than_what_is_there(
    inside_acme: Studio,
) -> None:
    make_photo()
    limits.write(inside_acme, limits.Limits(storage=1))
    assert (room.use().left, room.use().percent) == (0, 100)
    room.refuse_announced(0)


def test_it_invites_nobody_beyond_the_members_of_the_plan(
    inside_acme: Studio, alice: Person
) -> None:
    limits.write(inside_acme, limits.Limits(members=3))
    role = team.save_role(role=None, name="Help", codes=[], by=alice.member)
    people.invite_member(email="eve@example.org", role=role, by=alice.member, at=NOON)
    with pytest.raises(team.TeamIsFull, match="room for 3 members"):
        people.invite_member(email="finn@example.org", role=role, by=alice.member, at=NOON)
