"""A stranger opens a studio, brands it, pays, loses it, gets it back, leaves with everything."""

from __future__ import annotations

import re
from pathlib import Path
from zipfile import ZipFile

import pytest
from playwright.sync_api import Page, expect

from tests.domains.name_server import NameServer
from tests.journeys import pictures
from tests.journeys.browsers import People, status
from tests.journeys.mails import Mailbox
from tests.journeys.pages.owning import Owner
from tests.journeys.pages.signing import SignUp, answer_invitation
from tests.journeys.pages.workspace import PUBLIC, Workspace
from tests.journeys.stack import Stack
from tests.stripe_double import Courier

STUDIO, EMAIL, HOST = "Maren Vogt Fotografie", "maren@vogt.example", "fotos.vogt.example"
# Of this studio alone: those of the other journeys live on beside it.
UNPAID_FOR_FIFTEEN_DAYS = """
from datetime import timedelta
from django.db.models import F
from django.utils import timezone
from safelight.billing.models import Subscription
from safelight.billing.services import endings
hers = Subscription.objects.filter(studio__address="vogt")
hers.update(unpaid_since=F("unpaid_since") - timedelta(days=15))
print(endings.come_round(at=timezone.now()))
"""
A_MONTH_LATER = """
from datetime import timedelta
from django.utils import timezone
from safelight.leaving.services import erasing
print(erasing.begin_due(at=timezone.now() + timedelta(days=31)))
"""


@pytest.fixture(scope="module")
def base(stack: Stack) -> str:
    return stack.studio_url("vogt")


@pytest.fixture(scope="module")
def domain(stack: Stack) -> str:
    """The site at the studio's own domain."""
    return stack.studio_url("vogt").replace("vogt.localhost", HOST)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("stranger")


@pytest.fixture(scope="module")
def visitor(people: People) -> Page:
    return people.window()


@pytest.fixture(scope="module")
def owner(people: People, stack: Stack, base: str, courier: Courier) -> Owner:
    """Somebody who has just signed up, with a double click."""
    page = people.window()
    form = SignUp(page, stack).open()
    form.fill(studio=STUDIO, owner="Maren Vogt", email=EMAIL, address="vogt")
    page.get_by_role("button", name="Open the studio").dblclick()
    page.wait_for_url(f"{base}studio/")
    expect(page.get_by_text("0 of 6")).to_be_visible()
    return Owner(page, base)


def test_it_brands_the_site(owner: Owner, visitor: Page, base: str, folder: Path) -> None:
    logo, cover = pictures.write(folder, ["logo.jpg", "cover.jpg"])
    owner.brand(logo, "#ffee33")
    expect(owner.page.get_by_text("On light pages #ffee33 could not be read")).to_be_visible()
    owner.publish_first_page("Quiet pictures of loud days", cover)
    visitor.goto(base)
    expect(visitor.get_by_role("heading", name="Quiet pictures of loud days")).to_be_visible()
    expect(visitor.get_by_role("img", name=STUDIO)).to_be_visible()


def test_it_connects_a_domain(owner: Owner, visitor: Page, names: NameServer, domain: str) -> None:
    word = owner.claim(HOST)
    names.records[f"_safelight-challenge.{HOST}", "TXT"] = [word]
    names.records[HOST, "CNAME"] = ["localhost"]
    owner.use_domain()
    visitor.goto(f"{owner.base}?from=a+letter")
    assert visitor.url == f"{domain}?from=a+letter"
    expect(visitor.get_by_role("heading", name="Quiet pictures")).to_be_visible()


def test_it_invites_a_colleague_who_works_at_the_address(
    owner: Owner, people: People, mailbox: Mailbox
) -> None:
    owner.invite("ida@vogt.example", "Retoucher")
    expect(owner.page.get_by_text("on its way to ida@vogt.example")).to_be_visible()
    colleague = people.window()
    invitation = mailbox.wait_for("ida@vogt.example", "invites you")
    answer_invitation(colleague, invitation.link("/invitations/"), name="Ida")
    colleague.wait_for_url(f"{owner.base}studio/")
    assert status(colleague, f"{owner.base}studio/settings/plan/") == 403


def test_it_shares_photos(owner: Owner, visitor: Page, domain: str, folder: Path) -> None:
    made = Workspace(owner.page, owner.base).make_gallery("Ina and Ole", PUBLIC)
    made.upload(pictures.write(folder, ["first.jpg", "second.jpg"]))
    made.publish()
    visitor.goto(f"{domain}galleries/{made.public_id}/")
    expect(visitor.get_by_role("heading", level=1, name="Ina and Ole")).to_be_visible()


def test_it_subscribes_and_meets_the_limits_of_the_plan(owner: Owner) -> None:
    owner.subscribe("Starter")
    expect(owner.standing).to_contain_text("and renewed then")
    expect(owner.page.get_by_text("2 of 2")).to_be_visible()
    owner.invite("nils@vogt.example", "Photographer")
    expect(owner.page.get_by_text("Your plan has room for 2 members")).to_be_visible()


def test_it_is_suspended_when_it_does_not_pay(
    owner: Owner, visitor: Page, stack: Stack, mailbox: Mailbox, domain: str
) -> None:
    owner.at_stripe("The card is declined at the next renewal, which is now")
    mailbox.wait_for(EMAIL, "could not be paid")
    assert status(visitor, domain) == 200
    assert stack.manage("shell", "-c", UNPAID_FOR_FIFTEEN_DAYS).strip().endswith("1")
    assert status(visitor, domain) == 503
    assert status(owner.page, f"{owner.base}studio/galleries/") == 503
    owner.page.get_by_role("link", name=re.compile("plan", re.IGNORECASE)).first.click()
    expect(owner.page.get_by_role("button", name="Card and invoices")).to_be_visible()


def test_it_comes_back_with_another_card(owner: Owner, visitor: Page, domain: str) -> None:
    owner.at_stripe("Give a new card: what is open is paid")
    expect(owner.standing).to_contain_text("and renewed then")
    assert status(visitor, domain) == 200
    assert status(owner.page, f"{owner.base}studio/galleries/") == 200


def test_it_takes_everything_along(owner: Owner, mailbox: Mailbox, folder: Path) -> None:
    owner.open("export/").press("Prepare an export", twice=True)
    mailbox.wait_for(EMAIL, "export")
    with ZipFile(owner.download_export(folder / "all.zip")) as bag:
        photos = [name for name in bag.namelist() if name.endswith("first.jpg")]
        assert [bag.read(name) for name in photos] == [(folder / "first.jpg").read_bytes()]
        assert [name for name in bag.namelist() if name.endswith("bagit.txt")] != []


def test_it_closes_and_is_erased(
    owner: Owner, visitor: Page, stack: Stack, mailbox: Mailbox, domain: str
) -> None:
    owner.close("Maren Vogt")
    expect(owner.page.get_by_text("Type the name exactly")).to_be_visible()
    owner.close(STUDIO)
    expect(owner.page.get_by_role("button", name="Stay, and open it again")).to_be_visible()
    assert status(visitor, domain) == 503
    stack.manage("shell", "-c", A_MONTH_LATER)
    mailbox.wait_for(EMAIL, "erased")
    assert status(visitor, owner.base) == 404
