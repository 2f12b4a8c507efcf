from __future__ import annotations

import base64
import json
import time
import uuid
from datetime import UTC, datetime

import pytest

from safelight.environment import ConfigurationError
from safelight.storage import keys, links, signer, signing
from tests.storage.helpers import ACME, BOLT, GALLERY, NOW, link_to

OBJECT = keys.object_key(ACME, uuid.UUID(int=7))
HOST = "acme.localhost"


def page(**changes: object) -> signer.Page:
    claims: dict[str, object] = {"studio": ACME, "host": HOST, "scope": GALLERY, "revision": 1}
    return signer.Page(**{**claims, **changes})  # type: ignore[arg-type]


def read(path: str, *, host: str = HOST, at: float = NOW) -> links.Link:
    path, _, query = path.partition("?")
    return links.verify(path, query, host=host, at=at)


def test_it_works() -> None:
    link = link_to(OBJECT, name="Ünï 😀.jpg", reference="download-1")
    found = read(links.sign(link, at=NOW))
    assert found.key == f"{OBJECT}/original"
    assert (found.name, found.reference, found.revision) == ("Ünï 😀.jpg", "download-1", 1)
    assert found.issued_at == int(NOW)


def test_it_takes_a_datetime_as_well() -> None:
    assert links.sign(link_to(OBJECT), at=datetime.fromtimestamp(NOW, UTC)) == links.sign(
        link_to(OBJECT), at=NOW
    )


def test_it_signs_the_renditions_of_a_page() -> None:
    signing_page = signer.Signer(page(), at=NOW)
    path = signing_page.rendition(OBJECT, "1200")
    assert path == f"{signing_page.base}{signing_page.photo(OBJECT)}/1200"
    found = read(path)
    assert (found.key, found.kind, found.disposition) == (f"{OBJECT}/1200", "image", "inline")


def test_it_says_of_each_rendition_what_it_is() -> None:
    signing_page = signer.Signer(page(), at=NOW)
    told = {size: read(signing_page.rendition(OBJECT, size)).media_type for size in ("400", "2048")}
    assert told == {"400": "image/webp", "2048": "image/jpeg"}


@pytest.mark.parametrize("variants", [{"400": "text/html\r\nX: y"}, {"../original": "image/webp"}])
def test_it_does_not_sign_a_page_for_what_is_no_rendition(variants: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=r"."):
        signer.Signer(page(variants=variants), at=NOW)


@pytest.mark.parametrize("index", range(0, 231, 3))
def test_gal_18_it_refuses_a_rendition_whose_path_was_changed(index: int) -> None:
    path = signer.Signer(page(), at=NOW).rendition(OBJECT, "1200")
    position = len("/data/i/") + index % (len(path) - len("/data/i/") - len("/1200"))
    other = "A" if path[position] != "A" else "B"
    with pytest.raises(links.BadSignature):
        read(path[:position] + other + path[position + 1 :])


def test_gal_18_it_refuses_a_size_that_the_page_may_not_have() -> None:
    allowed = {"400": "image/webp", "1200": "image/webp"}
    path = signer.Signer(page(variants=allowed), at=NOW).rendition(OBJECT, "1200")
    assert read(path.replace("/1200", "/400")).variant == "400"
    for variant in ("2048", "original", "plan"):
        with pytest.raises(links.BadSignature):
            read(path.replace("/1200", f"/{variant}"))


@pytest.mark.parametrize(
    "spoil",
    [
        lambda path: path.rpartition(".")[0],
        lambda path: path.rpartition(".")[0] + ".",
        lambda path: path + "." + path.rpartition(".")[2],
        lambda path: path + path.rpartition(".")[2],
        lambda path: path + "?expires=9999999999",
        lambda path: path + "/..",
        lambda path: path + "%00",
        lambda path: path + "\n",
        lambda path: path.replace("/f/", "/i/"),
        lambda path: path.replace("/f/", "/f/../f/"),
    ],
)
def test_gal_18_it_refuses_removed_doubled_and_decorated_signatures(spoil) -> None:  # type: ignore[no-untyped-def]
    path = spoil(links.sign(link_to(OBJECT), at=NOW))
    with pytest.raises(links.BadSignature):
        read(path)


@pytest.mark.parametrize(
    ("position", "value"),
    [(4, 2), (6, 9_999_999_999), (7, uuid.UUID(int=8).hex), (8, "plan"), (1, "bolt.localhost")],
)
def test_gal_18_it_refuses_changed_claims(position: int, value: object) -> None:
    start, _, rest = links.sign(link_to(OBJECT), at=NOW).rpartition("/")
    text, _, signature = rest.partition(".")
    claims = json.loads(signing.decode(text))
    claims[position] = value
    forged = base64.urlsafe_b64encode(json.dumps(claims).encode()).rstrip(b"=").decode()
    with pytest.raises(links.BadSignature):
        read(f"{start}/{forged}.{signature}")


def test_gal_18_it_refuses_another_host_and_takes_any_spelling_of_its_own() -> None:
    path = links.sign(link_to(OBJECT), at=NOW)
    for host in ("bolt.localhost", "localhost", "", "acme.localhost.evil.example", "acme"):
        with pytest.raises(links.WrongHost):
            read(path, host=host)
    for host in ("ACME.localhost", "acme.localhost:8001", "acme.localhost.", "acme.localhost.:1"):
        assert read(path, host=host).host == HOST


def test_gal_18_it_refuses_an_expired_link_and_gives_no_more_than_fifteen_minutes() -> None:
    for moment in (NOW, NOW + 200.5, 1_799_999_999.9):
        path = links.sign(link_to(OBJECT), at=moment)
        assert read(path, at=moment + 449)
        with pytest.raises(links.Expired):
            read(path, at=moment + 900)


def test_gal_18_it_refuses_to_sign_with_an_empty_or_short_key(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for key in ("", "short"):
        monkeypatch.setenv("SIGNING_KEY", key)
        with pytest.raises(ConfigurationError, match="SIGNING_KEY"):
            links.sign(link_to(OBJECT), at=NOW)
    with pytest.raises(ValueError, match="empty"):
        signing.Keyring(b"")


def test_iso_06_it_refuses_a_link_replayed_for_another_studio() -> None:
    for path in (
        links.sign(link_to(OBJECT), at=NOW),
        signer.Signer(page(), at=NOW).rendition(OBJECT, "1200"),
    ):
        other = path.replace(signing.encode(ACME.bytes), signing.encode(BOLT.bytes))
        assert other != path
        with pytest.raises(links.BadSignature):
            read(other)


def test_it_does_not_sign_an_object_of_another_studio() -> None:
    foreign = keys.new_object(BOLT)
    with pytest.raises(ValueError, match="another studio"):
        link_to(foreign)
    with pytest.raises(ValueError, match="another studio"):
        signer.Signer(page(), at=NOW).photo(foreign)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("host", "acme.localhost:80"),
        ("host", "evil.example/x"),
        ("host", "a\r\nb"),
        ("media_type", "text/html\r\nX: y"),
        ("variant", "../original"),
        ("reference", "a b"),
        ("disposition", "evil"),
        ("revision", -1),
    ],
)
def test_it_does_not_sign_what_must_never_be_in_a_header(field: str, value: object) -> None:
    with pytest.raises(ValueError, match=r"."):
        links.sign(link_to(OBJECT, **{field: value}), at=NOW)  # type: ignore[arg-type]


def test_it_keeps_the_links_of_a_page_for_a_window_and_changes_them_for_a_new_file() -> None:
    start = links.window(NOW)
    first = signer.Signer(page(), at=start).rendition(OBJECT, "400")
    assert signer.Signer(page(), at=start + 449.9).rendition(OBJECT, "400") == first
    assert signer.Signer(page(), at=start + 450).rendition(OBJECT, "400") != first
    replaced = keys.object_key(ACME, uuid.UUID(int=8))
    assert signer.Signer(page(), at=start).rendition(replaced, "400") != first


def test_it_signs_a_thousand_renditions_within_ten_milliseconds() -> None:
    objects_of_page = [keys.new_object(ACME) for _ in range(1000)]
    durations = []
    for _ in range(5):
        began = time.process_time()
        signing_page = signer.Signer(page(), at=NOW)
        assert len({signing_page.photo(each) for each in objects_of_page}) == 1000
        durations.append(time.process_time() - began)
    assert min(durations) < 0.010


def test_it_renews_what_has_expired_with_the_revision_of_now() -> None:
    image = signer.Signer(page(), at=NOW).rendition(OBJECT, "1200")
    for path in (links.sign(link_to(OBJECT), at=NOW), image):
        later = NOW + 86_400
        old = links.read_for_renewal(path.removeprefix("/data/"), host=f"{HOST}:8000", at=later)
        url = links.renew(old, revision=5, at=later)
        assert url.startswith("http://acme.localhost:8001/data/")
        new = read(url.removeprefix("http://acme.localhost:8001"), at=later)
        assert (new.key, new.revision, new.issued_at) == (old.key, 5, int(later))


def test_it_renews_nothing_forged_foreign_or_too_old() -> None:
    signed = links.sign(link_to(OBJECT), at=NOW).removeprefix("/data/")
    with pytest.raises(links.BadSignature):
        links.read_for_renewal(signed[:-1] + "!", host=HOST, at=NOW)
    with pytest.raises(links.WrongHost):
        links.read_for_renewal(signed, host="bolt.localhost", at=NOW)
    with pytest.raises(links.UnknownPath):
        links.read_for_renewal("https://evil.example/", host=HOST, at=NOW)
    with pytest.raises(links.Expired):
        links.read_for_renewal(signed, host=HOST, at=NOW + 900 + links.RENEWABLE)


def test_a_rendition_renewed_alone_allows_no_other_size() -> None:
    path = signer.Signer(page(), at=NOW).rendition(OBJECT, "400")
    old = links.read_for_renewal(path.removeprefix("/data/"), host=HOST, at=NOW)
    renewed = links.renew(old, revision=1, at=NOW).partition(":8001")[2]
    with pytest.raises(links.BadSignature):
        read(renewed.replace("/400", "/2048"))
