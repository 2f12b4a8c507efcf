from __future__ import annotations

import os
import time
from urllib.parse import urlsplit

import pytest

from safelight.storage import archive, keys, links, objects, revisions, signer
from tests.storage.asgi_client import Client
from tests.storage.helpers import ACME, BOLT, GALLERY, NOW, OwnRedis, link_to, put


class Clock:
    now = NOW

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def client(any_store: objects.ObjectStore, clock: Clock, own_redis: OwnRedis) -> Client:
    """A client whose gallery's rights are at revision 1, as Redis knows."""
    revisions.publish(ACME, GALLERY, 1)
    return Client(any_store, clock)


def rendition(of_object: str, *, revision: int = 1) -> str:
    page = signer.Page(studio=ACME, host="acme.localhost", scope=GALLERY, revision=revision)
    return signer.Signer(page, at=NOW).rendition(of_object, "400")


def renewed(location: str, *, revision: int, at: float) -> str:
    """What the control plane answers to a redirect, as a path."""
    parts = urlsplit(location)
    assert parts.path.startswith("/renew/")
    link = links.read_for_renewal(parts.path.removeprefix("/renew/"), host=parts.netloc, at=at)
    return urlsplit(links.renew(link, revision=revision, at=at)).path


def test_it_works(client: Client, any_store: objects.ObjectStore) -> None:
    stored = put(any_store, b"an original")
    got = client.get(links.sign(link_to(stored.of_object, name="été.jpg"), at=NOW))
    assert (got.status, got.body, got.finished) == (200, b"an original", True)
    assert got.headers["content-length"] == "11"
    assert got.headers["content-type"] == "image/jpeg"
    assert got.headers["content-disposition"] == (
        "attachment; filename=\"ete.jpg\"; filename*=UTF-8''%C3%A9t%C3%A9.jpg"
    )


def test_upl_22_it_gives_nothing_that_a_browser_would_run(
    client: Client, any_store: objects.ObjectStore
) -> None:
    stored = put(any_store, b"<script>alert(1)</script>")
    headers = client.get(links.sign(link_to(stored.of_object), at=NOW)).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["content-security-policy"] == "sandbox; default-src 'none'"
    assert headers["cross-origin-resource-policy"] == "same-site"
    assert headers["content-disposition"].startswith("attachment")
    assert not [name for name in headers if name.startswith("access-control")]


def test_it_lets_the_browser_keep_a_rendition_and_nothing_else(
    client: Client, any_store: objects.ObjectStore
) -> None:
    stored = put(any_store, b"small", variant="400")
    got = client.get(rendition(stored.of_object))
    assert (got.status, got.body) == (200, b"small")
    assert got.headers["content-disposition"] == "inline"
    maximum = links.expiry(NOW) - int(NOW)
    assert got.headers["cache-control"] == f"private, max-age={maximum}, immutable"
    original = client.get(links.sign(link_to(stored.of_object, variant="400"), at=NOW))
    assert original.headers["cache-control"] == "private, no-store"


def test_it_answers_head_with_the_same_headers_and_no_body(
    client: Client, any_store: objects.ObjectStore
) -> None:
    path = links.sign(link_to(put(any_store, b"an original").of_object), at=NOW)
    head, got = client.get(path, method="HEAD"), client.get(path)
    assert head.headers == got.headers
    assert head.body == b""
    assert client.get(path, method="HEAD", range="bytes=0-1").status == 200


def test_it_gives_a_part_and_goes_on_with_the_same_file_only(
    client: Client, any_store: objects.ObjectStore
) -> None:
    stored = put(any_store, b"0123456789")
    path = links.sign(link_to(stored.of_object), at=NOW)
    got = client.get(path, range="bytes=3-5")
    assert (got.status, got.body) == (206, b"345")
    assert got.headers["content-range"] == "bytes 3-5/10"
    etag = got.headers["etag"]
    assert client.get(path, range="bytes=7-", if_range=etag).body == b"789"
    any_store.write(stored.key, [b"other bytes"])
    assert client.get(path, range="bytes=7-", if_range=etag).body == b"other bytes"


def test_gal_19_it_refuses_ranges_that_cost_or_do_not_exist(
    client: Client, any_store: objects.ObjectStore
) -> None:
    path = links.sign(link_to(put(any_store, b"0123456789").of_object), at=NOW)
    for value in ("bytes=10-", "bytes=0-1,3-4", "bytes=" + ",".join(["0-"] * 1000)):
        got = client.get(path, range=value)
        assert (got.status, got.headers["content-range"]) == (416, "bytes */10")


def test_it_says_that_the_client_has_it_already(
    client: Client, any_store: objects.ObjectStore
) -> None:
    path = rendition(put(any_store, b"small", variant="400").of_object)
    etag = client.get(path).headers["etag"]
    got = client.get(path, if_none_match=etag)
    assert (got.status, got.body, got.headers["etag"]) == (304, b"", etag)


def test_it_gives_an_empty_file(client: Client, any_store: objects.ObjectStore) -> None:
    got = client.get(links.sign(link_to(put(any_store, b"").of_object), at=NOW))
    assert (got.status, got.body, got.finished) == (200, b"", True)


def test_it_gives_an_archive_and_any_part_of_it(
    client: Client, any_store: objects.ObjectStore
) -> None:
    stored = [put(any_store, os.urandom(size)) for size in (300_000, 5, 70_000, 0, 2_000)]
    saved = archive.save_plan(any_store, ACME, [each.entry("a.jpg") for each in stored])
    link = link_to(saved.object_key, variant="plan", kind="archive", media_type="application/zip")
    path = links.sign(link, at=NOW)
    whole = client.get(path)
    assert (whole.status, len(whole.body)) == (200, saved.length)
    assert whole.headers["etag"] == saved.etag
    for start, stop in ((0, 30), (299_000, 371_000), (saved.length - 30, saved.length)):
        got = client.get(path, range=f"bytes={start}-{stop - 1}")
        assert (got.status, got.body) == (206, whole.body[start:stop])


def test_it_cuts_the_connection_where_a_file_of_an_archive_changed_or_went(
    client: Client, any_store: objects.ObjectStore
) -> None:
    first, second = put(any_store, os.urandom(200_000)), put(any_store, b"second")
    saved = archive.save_plan(any_store, ACME, [first.entry("1"), second.entry("2")])
    link = link_to(saved.object_key, variant="plan", kind="archive", media_type="application/zip")
    path = links.sign(link, at=NOW)
    any_store.write(second.key, [b"longer than it was"])
    got = client.get(path)
    assert (got.status, got.finished) == (200, False)
    assert len(got.body) < saved.length
    any_store.delete_object(first.of_object)
    assert client.get(path).status == 404


def test_it_gives_no_plan_of_another_studio(client: Client, any_store: objects.ObjectStore) -> None:
    foreign = archive.build_plan(BOLT, [put(any_store, b"x", studio=BOLT).entry("a")])
    of_object = keys.new_object(ACME)
    any_store.write(keys.join(of_object, "plan"), [foreign])
    link = link_to(of_object, variant="plan", kind="archive", media_type="application/zip")
    assert client.get(links.sign(link, at=NOW)).status == 404


def test_it_says_404_for_a_file_that_is_gone(client: Client) -> None:
    assert client.get(links.sign(link_to(keys.new_object(ACME)), at=NOW)).status == 404


def test_it_is_alive(client: Client) -> None:
    got = client.get("/healthz")
    assert (got.status, got.body) == (200, b"ok\n")


def test_gal_18_it_gives_nothing_for_a_link_that_nobody_signed(
    client: Client, any_store: objects.ObjectStore, clock: Clock
) -> None:
    stored = put(any_store, b"secret")
    path = links.sign(link_to(stored.of_object), at=NOW)
    for wrong in (path[:-1], path + "A", path + "?a=1", path.replace("/f/", "/f/x")):
        got = client.get(wrong)
        assert (got.status, got.headers["content-type"]) == (403, "text/plain; charset=utf-8")
        assert b"secret" not in got.body
    for method in ("POST", "PUT", "DELETE", "OPTIONS", "PATCH"):
        assert client.get(path, method=method).status == 403
    clock.now = NOW + 900 + links.RENEWABLE
    assert client.get(path).status == 403


def test_iso_04_a_link_of_one_studio_is_404_on_the_host_of_another(
    client: Client, any_store: objects.ObjectStore
) -> None:
    path = links.sign(link_to(put(any_store, b"secret").of_object), at=NOW)
    for host in ("bolt.localhost", "bolt.localhost:8001", "localhost", ""):
        got = client.get(path, host=host)
        assert (got.status, got.body) == (404, b"Not Found\n")
    assert client.get(path, x_forwarded_host="bolt.localhost").status == 200


@pytest.mark.parametrize(
    "path",
    [
        "/{0}",
        "/data/{0}",
        "/data/../{0}",
        "/data/%2e%2e/{0}",
        "/data/..%5c{0}",
        "/{0}%00",
        "/",
        "/data/",
    ],
)
def test_iso_19_there_is_no_way_to_a_file_but_a_link(
    path: str, client: Client, any_store: objects.ObjectStore
) -> None:
    stored = put(any_store, b"secret", studio=BOLT)
    got = client.get(path.format(stored.key))
    assert (got.status, got.body) == (404, b"Not Found\n")


def test_iso_19_its_twin_misses_a_way_by_the_name_of_the_file(
    client: Client, store: objects.FileStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    def named(path: str, *_rest: object, **_more: object) -> links.Link:
        of_object, _slash, variant = path.removeprefix("/").rpartition("/")
        return link_to(of_object, variant=variant, studio=BOLT, expires_at=NOW + 60)

    monkeypatch.setattr(links, "verify", named)
    with pytest.raises(AssertionError):
        test_iso_19_there_is_no_way_to_a_file_but_a_link("/{0}", client, store)


def test_gal_05_a_link_is_decided_anew_after_a_revocation(
    client: Client, any_store: objects.ObjectStore
) -> None:
    stored = put(any_store, b"small", variant="400")
    image = rendition(stored.of_object)
    file = links.sign(link_to(stored.of_object, variant="400"), at=NOW)
    revisions.publish(ACME, GALLERY, 2)
    for path in (image, file):
        got = client.get(path, host="acme.localhost:8001")
        assert (got.status, got.headers["cache-control"]) == (307, "no-store")
        assert got.headers["location"] == "http://acme.localhost:8000/renew/" + path[6:]
        again = client.get(renewed(got.headers["location"], revision=2, at=NOW))
        assert (again.status, again.body) == (200, b"small")


def test_an_expired_link_is_decided_anew(
    client: Client, any_store: objects.ObjectStore, clock: Clock
) -> None:
    path = links.sign(link_to(put(any_store, b"x").of_object), at=NOW)
    clock.now = NOW + 3_600
    got = client.get(path)
    assert got.status == 307
    assert client.get(renewed(got.headers["location"], revision=1, at=clock.now)).status == 200


def test_it_goes_round_no_circle_where_the_mirror_is_behind(
    client: Client, any_store: objects.ObjectStore
) -> None:
    path = links.sign(link_to(put(any_store, b"x").of_object, revision=5), at=NOW)
    assert client.get(path).status == 200


@pytest.mark.fault
def test_without_redis_a_new_link_is_good_for_half_a_minute(
    client: Client, any_store: objects.ObjectStore, own_redis: OwnRedis, clock: Clock
) -> None:
    path = links.sign(link_to(put(any_store, b"x").of_object), at=NOW)
    own_redis.stop()
    clock.now = NOW + 29
    assert client.get(path).status == 200
    clock.now = NOW + 32
    got = client.get(path)
    assert got.status == 307
    assert client.get(renewed(got.headers["location"], revision=1, at=clock.now)).status == 200


def test_after_flushall_links_are_renewed_and_good_again(
    client: Client, any_store: objects.ObjectStore, own_redis: OwnRedis, clock: Clock
) -> None:
    path = rendition(put(any_store, b"x", variant="400").of_object)
    own_redis.client.flushall()
    clock.now = NOW + 200
    assert client.get(path).status == 307
    revisions.publish(ACME, GALLERY, 1)
    assert client.get(path).status == 200


def test_it_takes_little_time_for_an_image_that_is_a_file(
    store: objects.FileStore, clock: Clock, own_redis: OwnRedis
) -> None:
    revisions.publish(ACME, GALLERY, 1)
    client = Client(store, clock)
    path = rendition(put(store, os.urandom(100_000), variant="400").of_object)
    began = time.process_time()
    assert {got.status for got in client.get_all([path] * 300)} == {200}
    assert time.process_time() - began < 0.6
