"""Steps 1 to 3 of B3, which begin it on every layout."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import Page

from tests.journeys import pictures
from tests.journeys.browsers import People
from tests.journeys.mails import Mailbox
from tests.journeys.pages.signing import Platform, answer_invitation, open_studio
from tests.journeys.pages.workspace import RETOUCH, WorkGallery, Workspace

ADDRESS = "beethree"
OWNER, CLIENT = f"alice@{ADDRESS}.example", "sofia@example.org"


def send_proofs(
    people: People, platform: Platform, folder: Path, names: Sequence[str]
) -> WorkGallery:
    """A gallery of a new studio: made from the preset, proofs uploaded, published, sent."""
    staff = people.window()
    open_studio(staff, platform, address=ADDRESS)
    made = Workspace(staff, platform.studio_url(ADDRESS)).make_gallery("Sofia and Mats", RETOUCH)
    made.upload(pictures.write(folder / "proofs", names), state="proofs")
    made.publish()
    made.send(CLIENT, message="Please choose what we retouch.")
    return made


def come_in(people: People, letters: Mailbox) -> Page:
    """The client, by the link of the mail."""
    page = people.window()
    answer_invitation(page, letters.wait_for(CLIENT).link("/invitations/"), name="Sofia")
    return page
