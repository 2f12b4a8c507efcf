from __future__ import annotations

import pytest

from safelight.storage import keys
from tests.storage.helpers import ACME

OBJECT = keys.new_object(ACME)


def test_it_works() -> None:
    key = keys.join(OBJECT, "original")
    assert keys.split(key) == (OBJECT, "original")
    assert keys.studio_of(key) == ACME
    assert keys.object_key(ACME, keys.identity_of(OBJECT)) == OBJECT


@pytest.mark.parametrize(
    "variant",
    [
        "..",
        ".",
        "",
        "a/b",
        "../x",
        "%2e%2e",
        "a\\b",
        "a\x00",
        "a\n",
        "ORIGINAL",
        "a..b",
        "-rf",
        "ä",
    ],
)
def test_upl_08_it_refuses_a_variant_that_could_leave_its_folder(variant: str) -> None:
    with pytest.raises(keys.BadKey):
        keys.join(OBJECT, variant)


@pytest.mark.parametrize(
    "spoil",
    ["../{0}", "/{0}", "{0}/..", "{0}\n", "{0}\x00", "./{0}", "{0}/", " {0}", "%2e%2e/{0}"],
)
def test_upl_08_it_refuses_a_key_with_anything_around_it(spoil: str) -> None:
    with pytest.raises(keys.BadKey):
        keys.checked(spoil.format(f"{OBJECT}/original"))
    with pytest.raises(keys.BadKey):
        keys.checked_upload(spoil.format(keys.new_upload(ACME)))


def test_it_refuses_an_object_in_the_wrong_folder() -> None:
    studio, folder, name = OBJECT.split("/")
    wrong = "00" if folder != "00" else "01"
    with pytest.raises(keys.BadKey):
        keys.checked_object(f"{studio}/{wrong}/{name}")
