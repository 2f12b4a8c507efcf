"""UPL-08: what a sender says about a file is only words."""

from __future__ import annotations

import base64

import pytest
from django.test import Client as Browser

from modules.gallery.models import BatchFile
from safelight.accounts.models import Person
from tenants.context import tenant_context
from tenants.models import Studio
from tests.routes import things
from tests.support import world

pytestmark = pytest.mark.django_db
NAMES = ("\0", "../../x\0.jpg", "x" * 3000, "\udcff.jpg", "a\r\nb.jpg", "=cmd()", "")


def begin(browser: Browser, **metadata: str) -> int:
    header = ",".join(f"{key} {_encoded(value)}" for key, value in metadata.items())
    answer = browser.post(
        "/api/v1/uploads/",
        b"",
        content_type="application/offset+octet-stream",
        headers={"tus-resumable": "1.0.0", "upload-length": "10", "upload-metadata": header},
    )
    return answer.status_code


@pytest.fixture
def alices(acme: Studio, alice: Person) -> Browser:
    return world.browser(acme, alice, raise_request_exception=False)


@pytest.mark.parametrize("name", NAMES)
def test_upl_08_it_takes_a_file_of_any_name_under_a_name_of_its_own(
    acme: Studio, alices: Browser, name: str
) -> None:
    made = things.make(acme)
    assert begin(alices, purpose="gallery.batch", batch=made["batch"], filename=name) == 201
    with tenant_context(acme):
        kept = BatchFile.objects.get().name
    assert kept
    assert not set(kept) & set("/\\\0\r\n")


@pytest.mark.parametrize("field", ["purpose", "batch", "replaces"])
@pytest.mark.parametrize("value", NAMES[:4])
def test_it_refuses_hostile_words_about_where_a_file_belongs(
    acme: Studio, alices: Browser, field: str, value: str
) -> None:
    good = {"purpose": "gallery.batch", "batch": things.make(acme)["batch"], "filename": "a.jpg"}
    assert begin(alices, **{**good, field: value}) in {400, 404}


def _encoded(text: str) -> str:
    return base64.b64encode(text.encode(errors="surrogateescape")).decode()
