"""tus 1.0.0, point by point (the numbers are those of the security plan's list)."""

from __future__ import annotations

import base64
from email.utils import parsedate_to_datetime

import pytest
from django.utils import timezone

from tests.uploads import live
from tests.uploads.conftest import Land

UPLOADS = live.UPLOADS


def test_upl_13_it_says_what_it_can_do(tus: live.Tus) -> None:  # 1
    answer = tus.ask("OPTIONS", UPLOADS, Tus_Resumable="0.0.1")

    assert answer.status == 204
    assert answer.headers["tus-version"] == "1.0.0"
    assert "creation-with-upload" in answer.headers["tus-extension"]
    assert int(answer.headers["tus-max-size"]) == 1 << 30


@pytest.mark.parametrize("version", ["0.2.2", "", "2.0.0"])
def test_upl_13_it_refuses_other_versions(tus: live.Tus, version: str) -> None:  # 2
    answer = tus.ask("POST", UPLOADS, Tus_Resumable=version, Upload_Length="1")

    assert answer.status == 412
    assert answer.headers["tus-version"] == answer.headers["tus-resumable"] == "1.0.0"


def test_upl_13_it_says_how_far_an_upload_is(land: Land, tus: live.Tus) -> None:  # 3
    made = tus.create(5, batch=land.batch)
    answer = tus.ask("HEAD", made.headers["location"])

    assert (answer.status, answer.offset) == (200, 0)
    assert answer.headers["upload-length"] == "5"
    assert answer.headers["upload-metadata"].startswith("purpose ")
    assert answer.headers["cache-control"] == "no-store"


def test_upl_13_it_does_not_know_an_unknown_upload(tus: live.Tus) -> None:  # 3, 4
    for method in ("HEAD", "PATCH", "DELETE"):
        answer = tus.ask(method, f"{UPLOADS}{'x' * 22}/", Content_Type=live.BODY, Upload_Offset="0")
        assert answer.status == 404
        assert "upload-offset" not in answer.headers


def test_upl_13_it_adds_bytes_at_the_offset_only(land: Land, tus: live.Tus) -> None:  # 4
    path = tus.create(6, batch=land.batch).headers["location"]

    assert tus.patch(path, 0, b"abc").offset == 3
    assert tus.patch(path, 0, b"abc").status == 409
    assert tus.patch(path, 5, b"f").status == 409
    assert tus.offset(path) == 3
    answer = tus.patch(path, 3, b"def")
    assert (answer.status, answer.offset) == (204, 6)


@pytest.mark.parametrize("offset", ["", "-1", "1.5", "٣", "0x1", "9" * 19])
def test_upl_13_it_refuses_an_offset_that_is_no_number(
    land: Land, tus: live.Tus, offset: str
) -> None:
    path = tus.create(6, batch=land.batch).headers["location"]
    sent = offset.encode().decode("latin-1")

    assert tus.patch(path, 0, b"abc", Upload_Offset=sent).status == 400


def test_upl_13_it_wants_the_bytes_as_offset_stream(land: Land, tus: live.Tus) -> None:  # 4
    path = tus.create(6, batch=land.batch).headers["location"]

    assert tus.patch(path, 0, b"abc", Content_Type="application/octet-stream").status == 415
    assert tus.offset(path) == 0


def test_upl_13_it_refuses_bytes_beyond_the_length(land: Land, tus: live.Tus) -> None:  # 6
    path = tus.create(6, batch=land.batch).headers["location"]
    tus.patch(path, 0, b"abc")

    assert tus.patch(path, 3, b"defg").status == 413
    assert tus.patch(path, 3, iter([b"def", b"ghi"])).status == 413  # chunked
    assert tus.offset(path) == 3


def test_upl_13_it_takes_a_method_in_a_header(land: Land, tus: live.Tus) -> None:  # 7
    path = tus.create(3, batch=land.batch).headers["location"]
    said = {"X_HTTP_Method_Override": "PATCH", "Content_Type": live.BODY, "Upload_Offset": "0"}

    assert tus.ask("POST", path, b"ab", **said).status == 204
    assert tus.ask("POST", path, X_HTTP_Method_Override="HEAD").offset == 2
    assert tus.ask("POST", path, X_HTTP_Method_Override="DELETE").status == 204


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ({}, 400),
        ({"Upload_Length": "-1"}, 400),
        ({"Upload_Length": "1", "Upload_Defer_Length": "1"}, 400),
        ({"Upload_Defer_Length": "2"}, 400),
        ({"Upload_Length": str((1 << 30) + 1)}, 413),
    ],
)
def test_upl_13_it_refuses_odd_lengths(
    land: Land, tus: live.Tus, said: dict[str, str], status: int
) -> None:  # 8
    named = live.metadata(purpose="gallery.batch", batch=land.batch, filename="a.jpg")

    assert tus.ask("POST", UPLOADS, Upload_Metadata=named, **said).status == status


def test_upl_13_it_takes_an_empty_file_as_complete(land: Land, tus: live.Tus) -> None:  # 8
    made = tus.create(0, batch=land.batch)

    assert (made.status, made.offset) == (201, 0)
    assert "upload-expires" not in made.headers  # complete, so it will not expire


def test_upl_13_it_sets_a_deferred_length_once(land: Land, tus: live.Tus) -> None:  # 9
    named = live.metadata(purpose="gallery.batch", batch=land.batch, filename="a.jpg")
    made = tus.ask("POST", UPLOADS, Upload_Defer_Length="1", Upload_Metadata=named)
    path = made.headers["location"]

    assert tus.ask("HEAD", path).headers["upload-defer-length"] == "1"
    assert tus.patch(path, 0, b"ab").status == 204
    assert tus.patch(path, 2, b"c", Upload_Length="1").status == 400
    assert tus.patch(path, 2, b"c", Upload_Length="4").status == 204
    assert tus.ask("HEAD", path).headers["upload-length"] == "4"
    assert tus.patch(path, 3, b"d", Upload_Length="5").status == 400


@pytest.mark.parametrize(
    "header", ["a b c", "a !!!", ",", "a YQ==,a YQ==", "purpose YQ", "ä YQ==", "x" * 8001]
)
def test_upl_13_it_refuses_odd_metadata(tus: live.Tus, header: str) -> None:  # 10
    answer = tus.ask("POST", UPLOADS, Upload_Length="1", Upload_Metadata=header)

    assert answer.status == 400


def test_upl_13_it_takes_bytes_with_the_creation(land: Land, tus: live.Tus) -> None:  # 11
    named = live.metadata(purpose="gallery.batch", batch=land.batch, filename="a.jpg")
    said = {"Upload_Length": "5", "Upload_Metadata": named, "Content_Type": live.BODY}
    made = tus.ask("POST", UPLOADS, b"abc", **said)

    assert (made.status, made.offset) == (201, 3)
    assert tus.patch(made.headers["location"], 3, b"de").offset == 5


def test_upl_13_it_says_when_an_upload_expires(land: Land, tus: live.Tus) -> None:  # 12
    made = tus.create(5, batch=land.batch)
    patched = tus.patch(made.headers["location"], 0, b"abc")

    for answer in (made, patched):
        assert parsedate_to_datetime(answer.headers["upload-expires"]) > timezone.now()


def test_upl_13_it_frees_a_terminated_upload(committed: Land, tus: live.Tus) -> None:  # 14
    path = tus.create(5, batch=committed.batch).headers["location"]
    tus.patch(path, 0, b"abc")
    growing = committed.server.storage / committed.studio.uuid.hex / "uploads"
    before = len(list(growing.iterdir()))

    assert tus.ask("DELETE", path).status == 204
    assert tus.ask("HEAD", path).status == 410
    assert tus.patch(path, 3, b"de").status == 410
    assert len(list(growing.iterdir())) == before - 1


def test_upl_13_it_exposes_its_headers(land: Land, tus: live.Tus) -> None:  # 16
    exposed = tus.create(1, batch=land.batch).headers["access-control-expose-headers"]

    assert {"Location", "Upload-Offset", "Tus-Resumable"} <= set(exposed.split(", "))


class TestChecksums:  # 13
    sha1 = (
        "sha1 "
        + base64.b64encode(bytes.fromhex("a9993e364706816aba3e25717850c26c9cd0d89d")).decode()
    )

    def test_upl_13_it_takes_bytes_that_match(self, land: Land, tus: live.Tus) -> None:
        path = tus.create(6, batch=land.batch).headers["location"]

        assert tus.patch(path, 0, b"abc", Upload_Checksum=self.sha1).offset == 3

    def test_upl_13_it_discards_bytes_that_do_not(self, land: Land, tus: live.Tus) -> None:
        path = tus.create(6, batch=land.batch).headers["location"]

        assert tus.patch(path, 0, b"abd", Upload_Checksum=self.sha1).status == 460
        assert tus.offset(path) == 0
        assert tus.patch(path, 0, b"abc", Upload_Checksum=self.sha1).offset == 3

    def test_upl_13_it_refuses_an_unknown_algorithm(self, land: Land, tus: live.Tus) -> None:
        path = tus.create(6, batch=land.batch).headers["location"]

        assert tus.patch(path, 0, b"abc", Upload_Checksum="md5 YWJj").status == 400
        assert tus.offset(path) == 0

    def test_upl_13_it_discards_a_checked_piece_that_was_cut(
        self, land: Land, tus: live.Tus
    ) -> None:
        path = tus.create(6, batch=land.batch).headers["location"]
        with tus.begin_patch(path, 0, 3, Upload_Checksum=self.sha1) as line:
            line.sendall(b"ab")

        assert live.settled(tus, path) == 0
