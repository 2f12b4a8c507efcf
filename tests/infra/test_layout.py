"""The production layout as a whole: what goes where, and what the proxy lets nobody do."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from http.client import HTTPConnection
from urllib.parse import urlsplit

import pytest

from tests.infra import databases, layout, nginx, trying
from tests.infra.visiting import Answer, Visitor, raw
from tests.journeys import pictures
from tests.journeys.stack import until
from tests.routes.knocking import NOT_COUNTED
from tests.routes.test_isolation import NAMING, OWN
from tests.support import world
from tests.uploads.live import BODY, UPLOADS, metadata

PHOTO = pictures.jpeg("layout", (1200, 800))
VITAL = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "strict-transport-security": "max-age=31536000; includeSubDomains",
}


@dataclass
class Place:
    """The layout, and in each studio a token, a gallery that anybody enters, and a batch."""

    layout: layout.Layout
    made: dict[str, dict[str, str]]

    def visitor(self, host: str = "acme.localhost") -> Visitor:
        return Visitor(self.layout.nginx.https, host, self.layout.nginx.certificate)

    def gallery(self, address: str = "acme") -> str:
        return f"/galleries/{self.made[address]['gallery']}/"

    def raw(self, request: str) -> Answer:
        port = self.layout.nginx.https
        return raw(port, self.layout.nginx.certificate, request.encode("latin-1"))


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory, django_db_setup: None) -> Iterator[Place]:
    nginx.program()
    with layout.running(tmp_path_factory.mktemp("layout")) as platform:
        yield Place(platform, furnish(platform))


def furnish(platform: layout.Layout, *what: str) -> dict[str, dict[str, str]]:
    said = platform.run("-m", "tests.infra.furnishing", *what)
    made: dict[str, dict[str, str]] = json.loads(said.splitlines()[-1])
    return made


@pytest.fixture(scope="module")
def uploaded(place: Place) -> str:
    """The gallery's page, once a photo that was sent by tus is shown on it."""
    asking, made = place.visitor(), place.made["acme"]
    speaking = {"Tus_Resumable": "1.0.0", "Authorization": f"Bearer {made['token']}"}
    said = metadata(purpose="gallery.batch", batch=made["batch"], filename="a.jpg")
    begun = asking.ask(
        UPLOADS, "POST", **speaking, Upload_Length=str(len(PHOTO)), Upload_Metadata=said
    )
    assert begun.status == 201, begun.body
    path = urlsplit(begun.headers["location"]).path
    for start, end in ((0, 10_000), (10_000, len(PHOTO))):
        sent = asking.ask(
            path, "PATCH", PHOTO[start:end], **speaking, Content_Type=BODY, Upload_Offset=str(start)
        )
        assert sent.status == 204, sent.body
    page: list[Answer] = []

    def is_shown() -> bool:
        page[:] = [place.visitor().ask(place.gallery())]
        return b"/data/i/" in page[0].body

    until(is_shown, what="the photo on its page", seconds=60)
    return page[0].body.decode()


def test_it_is_alive_through_the_proxy_and_ready_behind_it(place: Place) -> None:
    assert place.visitor().ask("/healthz").body == b"ok\n"
    for port in (place.layout.ports["web-0"], place.layout.ports["web-1"]):
        line = HTTPConnection("127.0.0.1", port, timeout=10)
        line.request("GET", "/readyz")
        assert json.load(line.getresponse())["ready"] is True
        line.close()


@pytest.mark.parametrize(
    "path", ["/readyz", "/internal/metrics", "/internal/certificates/?domain=acme.localhost"]
)
def test_it_shows_its_inside_to_nobody_outside(place: Place, path: str) -> None:
    answer = place.visitor().ask(path)
    assert (answer.status, answer.headers["server"]) == (404, "nginx")


def test_it_sends_plain_http_to_https(place: Place) -> None:
    line = HTTPConnection("127.0.0.1", place.layout.nginx.http, timeout=10)
    line.request("GET", "/galleries/?a=b", headers={"Host": "acme.localhost"})
    answer = line.getresponse()
    assert answer.status == 308
    assert answer.headers["Location"] == "https://acme.localhost/galleries/?a=b"
    line.close()


def test_it_gives_an_image_from_the_data_plane(place: Place, uploaded: str) -> None:
    link = re.search(r"/data/i/[\w-]+/[\w-]+/[\w-]+/400", uploaded)
    assert link is not None
    answer = place.visitor().ask(link[0])
    assert (answer.status, answer.headers["content-type"]) == (200, "image/webp")
    assert answer.headers["content-security-policy"] == "sandbox; default-src 'none'"
    # The same link on another studio's host is no link.
    assert place.visitor("bolt.localhost").ask(link[0]).status == 404


def test_it_streams_an_archive_that_goes_on_where_it_stopped(place: Place, uploaded: str) -> None:
    asking = place.visitor()
    began = asking.ask(f"{place.gallery()}archive/?as=original")
    assert began.status == 302, began.body
    path = urlsplit(began.headers["location"]).path
    whole = asking.ask(path)
    assert zipfile.ZipFile(io.BytesIO(whole.body)).read("a.jpg") == PHOTO
    rest = asking.ask(path, Range="bytes=1000-")
    assert (rest.status, rest.body) == (206, whole.body[1000:])
    assert rest.headers["content-range"] == f"bytes 1000-{len(whole.body) - 1}/{len(whole.body)}"


@pytest.mark.parametrize(
    ("request_head", "status"),
    [
        ("GET / HTTP/1.1\r\nHost: acme.localhost\r\nHost: bolt.localhost", 400),
        ("GET https://bolt.localhost/ HTTP/1.1\r\nHost: acme.localhost", 400),
        ("GET / HTTP/1.1\r\nHost: nobody.localhost", 404),
        ("GET / HTTP/1.1\r\nHost: ACME.LOCALHOST.", 200),
        ("GET / HTTP/1.1\r\nHost: acme.localhost\r\nX-Forwarded-Host: bolt.localhost", 200),
        ("GET / HTTP/1.1\r\nHost: acme.localhost\r\nForwarded: host=bolt.localhost", 200),
        ("GET / HTTP/1.1", 400),
    ],
)
def test_iso_07_it_answers_for_one_studio_or_not_at_all(
    place: Place, request_head: str, status: int
) -> None:
    answer = place.raw(f"{request_head}\r\nConnection: close\r\n\r\n")
    assert answer.status == status
    assert world.canary("bolt").encode() not in answer.body
    assert (world.canary("acme").encode() in answer.body) is (status == 200)


@pytest.mark.parametrize(
    "path",
    [
        "/_files/",
        "/_files/secrets.json",
        "/_files/../secrets.json",
        "/%5ffiles/x",
        "/data/../_files/x",
        "/data/%2e%2e/_files/x",
        "/data/..%5c_files/x",
        "/data/f/%00",
        "/.git/config",
        "/.env",
        "/data/f/../../../../etc/passwd",
        "//_files/x",
    ],
)
def test_iso_19_it_gives_no_file_that_nobody_signed(place: Place, path: str) -> None:
    answer = place.raw(f"GET {path} HTTP/1.1\r\nHost: acme.localhost\r\nConnection: close\r\n\r\n")
    assert answer.status in {400, 404}
    assert b"root:" not in answer.body


def sign_in(asking: Visitor, email: str) -> Answer:
    page = asking.ask("/sign-in/").body.decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert token is not None
    form = f"csrfmiddlewaretoken={token[1]}&email={email}&password={world.PASSWORD}".encode()
    origin = f"https://{asking.host}:{asking.port}"
    kind = "application/x-www-form-urlencoded"
    return asking.ask("/sign-in/", "POST", form, Content_Type=kind, Origin=origin)


def test_iso_31_it_keeps_nothing_of_one_person_for_another(place: Place) -> None:
    alice, bob, stranger = place.visitor(), place.visitor(), place.visitor()
    assert sign_in(alice, "alice@example.org").status == 302
    assert sign_in(bob, "bob@example.org").status == 302
    assert all(name.startswith("__Host-") for name in alice.cookies)
    for path in ("/studio/", "/account/", "/", "/cart/", place.gallery()):
        for _ in range(2):
            hers, his, theirs = (who.ask(path) for who in (alice, bob, stranger))
            assert b"Alice" not in his.body + theirs.body
            assert b"Bob" not in hers.body + theirs.body
            assert {"private", "no-store"} <= set(hers.headers["cache-control"].split(", "))
    kept = place.layout.around.var.parent / "nginx" / "cache"
    words = [file.read_bytes() for file in kept.rglob("*") if file.is_file()]
    assert not [word for word in words if b"Set-Cookie" in word or b"private" in word]


def test_it_keeps_what_is_everybodys(place: Place) -> None:
    page = place.visitor().ask("/").body.decode()
    script = re.search(r'"(/static/assets/[^"]+)"', page)
    assert script is not None
    assert place.visitor().ask(script[1]).status == 200
    kept = place.layout.around.var.parent / "nginx" / "cache"
    assert any(script[1].encode() in f.read_bytes() for f in kept.rglob("*") if f.is_file())


@pytest.mark.parametrize("path", ["/", "/sign-in/", "/nothing/here/", "/api/v1/"])
def test_web_02_it_carries_the_guards_on_every_answer(place: Place, path: str) -> None:
    answer = place.visitor().ask(path)
    assert {name: answer.headers.get(name) for name in VITAL} == VITAL


def test_web_06_it_says_neither_version_nor_trace(place: Place) -> None:
    answer = place.visitor().ask("/nothing/")
    assert answer.headers["server"] == "nginx"
    assert "x-powered-by" not in answer.headers
    assert place.visitor().ask("/", "TRACE").status == 405


@pytest.mark.parametrize(
    "headers",
    [
        "Content-Length: 5\r\nTransfer-Encoding: chunked",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity",
        "Transfer-Encoding: xchunked",
        "Content-Length: 5\r\nContent-Length: 6",
    ],
)
def test_web_07_it_takes_no_body_of_two_lengths(place: Place, headers: str) -> None:
    head = f"POST /sign-in/ HTTP/1.1\r\nHost: acme.localhost\r\n{headers}\r\n\r\n"
    smuggled = "0\r\n\r\nGET /healthz HTTP/1.1\r\nHost: acme.localhost\r\n\r\n"
    assert place.raw(head + smuggled).status in {400, 501}


def test_web_07_it_believes_nobody_who_says_where_they_come_from(place: Place) -> None:
    said = {"X_Forwarded_Proto": "http", "X_Forwarded_For": "127.0.0.1"}
    underscored = "".join(f"{name}: {value}\r\n" for name, value in said.items())
    answer = place.raw(
        f"GET / HTTP/1.1\r\nHost: acme.localhost\r\n{underscored}"
        "X-Forwarded-Proto: http\r\nConnection: close\r\n\r\n"
    )
    # It would be sent to https, and no such header set, if it were believed.
    assert answer.status == 200
    assert "strict-transport-security" in answer.headers


def test_it_speaks_no_other_protocol(place: Place) -> None:
    answer = place.raw(
        "GET / HTTP/1.1\r\nHost: acme.localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
        "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n"
    )
    assert answer.status == 200


def test_iso_24_it_refuses_a_custom_host_everywhere_once_it_was_let_go(place: Place) -> None:
    there = place.visitor("photos.example")
    # As often as each of the web processes has heard of it.
    kept = [there.ask("/api/v1/") for _ in range(4)]
    assert {answer.status for answer in kept} == {200}
    moved = there.ask("/galleries/?page=2")
    assert moved.status == 308
    assert moved.headers["location"] == f"{place.layout.url('bolt')}/galleries/?page=2"
    place.layout.manage(
        "shell", "-c", "from tenants import models, resolve;"
        "models.Domain.objects.filter(domain='photos.example').delete(); resolve.forget_all()"
    )  # fmt: skip
    assert {there.ask(path).status for path in ("/api/v1/", "/") for _ in range(4)} == {404}


def test_it_goes_on_when_a_web_process_dies(place: Place) -> None:
    place.layout.kill("web-0")
    try:
        assert [place.visitor().ask("/").status for _ in range(6)] == [200] * 6
    finally:
        place.layout.start("web-0")


def test_it_adds_up_what_its_processes_counted(place: Place) -> None:
    line = HTTPConnection("127.0.0.1", place.layout.ports["web-1"], timeout=10)
    line.request("GET", "/internal/metrics")
    figures = line.getresponse().read().decode()
    line.close()
    assert 'safelight_requests_total{method="GET",route="site:home",status="2xx"}' in figures
    assert "acme" not in figures


@pytest.fixture(scope="module")
def things(place: Place) -> Iterator[dict[str, dict[str, str]]]:
    """One of everything in each studio, while nobody but who knocks changes any of it."""
    place.layout.freeze("worker")
    try:
        yield furnish(place.layout, "things")
    finally:
        place.layout.thaw("worker")


def unchanged(place: Place, address: str, before: dict[str, str]) -> None:
    now = databases.digests(place.layout.database, address)
    assert {name for name in before if now[name] != before[name]} <= NOT_COUNTED


def test_iso_01_it_gives_the_owner_nothing_of_another_studio_through_the_proxy(
    place: Place, things: dict[str, dict[str, str]]
) -> None:
    alice = place.visitor()
    assert sign_in(alice, "alice@example.org").status == 302
    # She is let in where she may: so what is refused below is refused for what it names.
    hers = trying.knock(alice, NAMING[::8], things["acme"], "GET")
    assert sum(each.status == 200 for each in hers) > len(hers) / 3
    before = databases.digests(place.layout.database, "bolt")
    routes = [route for route in NAMING if route.name != "settings:module"]
    tried = trying.knock(alice, routes, things["bolt"], "GET", "POST", "DELETE")
    assert [each for each in tried if each.leaks("secret-of-bolt")] == []
    unchanged(place, "bolt", before)
    print(f"\nISO-01 through the proxy: {trying.said(tried)}")  # noqa: T201 - that is asked for


def test_iso_03_it_takes_no_session_of_another_studio_through_the_proxy(
    place: Place, things: dict[str, dict[str, str]]
) -> None:
    mallory, here = place.visitor("bolt.localhost"), place.visitor()
    assert sign_in(mallory, "mallory@example.org").status == 302
    here.cookies = dict(mallory.cookies)
    before = databases.digests(place.layout.database, "acme")
    tried = trying.knock(here, OWN, things["acme"], "GET")
    assert [each for each in tried if each.leaks("secret-of-acme")] == []
    unchanged(place, "acme", before)
    print(f"\nISO-03 through the proxy: {trying.said(tried)}")  # noqa: T201 - that is asked for
