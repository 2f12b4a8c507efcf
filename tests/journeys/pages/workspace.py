"""The team's pages of galleries."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

PUBLIC = "Public gallery"
PUBLIC_TRANSFER = "Public gallery with photo transfer"
PRIVATE = "Private gallery with general password"
PROFESSIONAL = "Protected gallery for professional clients"
RETOUCH = "Protected gallery: proof, retouch, deliver"
UPLOAD_MS = 40_000


class Workspace:
    """What somebody of the team does; ``base`` is the studio's address."""

    def __init__(self, page: Page, base: str) -> None:
        self.page = page
        self.base = base

    def make_gallery(self, title: str, preset: str) -> WorkGallery:
        self.page.goto(f"{self.base}studio/galleries/new/")
        self.page.get_by_label("Title").fill(title)
        title_of_card = self.page.get_by_text(preset, exact=True)
        self.page.locator("label.choice-card", has=title_of_card).locator("input").check()
        self.page.get_by_role("button", name="Make the gallery").click()
        expect(self.page.get_by_role("heading", level=1, name=title)).to_be_visible()
        return WorkGallery(self.page, self.base, self.page.url.rstrip("/").rpartition("/")[2])


class WorkGallery:
    """One gallery in the workspace, known by its public id."""

    def __init__(self, page: Page, base: str, public_id: str) -> None:
        self.page = page
        self.base = base
        self.public_id = public_id

    @property
    def link(self) -> str:
        """The address that clients are given."""
        return f"{self.base}galleries/{self.public_id}/"

    def open(self, tab: str = "") -> WorkGallery:
        """Show the photos, or a tab by its part of the address."""
        self.page.goto(f"{self.base}studio/galleries/{self.public_id}/{tab}")
        return self

    def confirm(self, action: str) -> None:
        """Press the button of the dialog that asks first."""
        self.page.get_by_role("dialog").get_by_role("button", name=action).click()

    def publish(self) -> None:
        self.open()
        self.page.get_by_role("button", name="Publish").click()
        self.confirm("Publish")
        expect(self.page.get_by_role("button", name="Unpublish")).to_be_visible()

    def set_password(self, password: str) -> None:
        self.open("authorizations/")
        self.page.get_by_label("General password").fill(password)
        with self.page.expect_navigation():
            self.page.get_by_role("button", name="the password").click()
        expect(self.page.get_by_role("button", name="Change the password")).to_be_visible()

    def change_settings(self, *labels: str, checked: bool = True) -> None:
        self.open("settings/")
        for label in labels:
            self.page.get_by_label(label, exact=False).set_checked(checked)
        with self.page.expect_navigation():
            self.page.get_by_role("button", name="Save", exact=True).click()

    def row(self, who: str) -> TableRow:
        """A row of the table that is open."""
        return TableRow(self.page.locator("table.rights tr", has_text=who), who)

    def save_table(self) -> None:
        with self.page.expect_navigation():
            self.page.get_by_role("button", name="Save the table").click()

    def take_off(self, who: str) -> None:
        self.open("authorizations/")
        self.row(who).row.get_by_role("button").click()
        self.confirm("Take off")
        expect(self.page.locator("table.rights tr", has_text=who)).to_have_count(0)

    def send(self, *emails: str, message: str, originals: str = "") -> None:
        """Send the gallery with these words, after looking at the letter."""
        self.open("send/")
        self.page.get_by_label("To", exact=True).fill("\n".join(emails))
        self.page.get_by_label("Your words").fill(message)
        if originals:
            self.page.get_by_label("Originals").select_option(label=originals)
        self.page.get_by_role("button", name="Look at it before it goes").click()
        many = "mail" if len(emails) == 1 else "mails"
        self.page.get_by_role("button", name=f"Send {len(emails)} {many}").click()
        expect(self.page.get_by_role("heading", name="Sent before")).to_be_visible()

    def add_client(self, email: str, *, originals: str = "") -> None:
        self.open("authorizations/")
        self.page.get_by_text("Add clients").click()
        form = self.page.locator("form[action$='/clients/']")
        form.get_by_label("E-mail addresses").fill(email)
        if originals:
            form.get_by_label("Originals").select_option(label=originals)
        form.get_by_role("button", name="Add to the table").click()
        expect(self.page.locator("table.rights tr", has_text=email)).to_be_visible()

    @property
    def entries(self) -> Locator:
        """Rows of the entry log that is open."""
        return self._log("Who came in")

    @property
    def downloads(self) -> Locator:
        """Rows of the download log that is open."""
        return self._log("Downloads")

    def _log(self, title: str) -> Locator:
        panel = self.page.locator("section.panel", has=self.page.get_by_role("heading", name=title))
        return panel.locator("tbody tr")

    def upload(
        self,
        files: Sequence[Path],
        *,
        state: str = "undecided",
        clash: str = "",
        stem: bool = False,
        tab: str = "",
    ) -> None:
        """Send files through the page's uploader, and wait until each is a photo, or refused."""
        self.open(tab)
        uploader = Uploader(self.page)
        uploader.choose(files, state=state, stem=stem)
        if clash:
            uploader.answer(clash)
        uploader.wait_for_all(len(files))

    def photo(self, name: str) -> Locator:
        exactly = self.page.get_by_title(name, exact=True)
        return self.page.locator("ul.thumbs > li", has=exactly)

    def batch_note(self, name: str) -> Locator:
        """What the list of the last uploads says about a file."""
        uploads = self.page.locator("details", has_text="Last uploads")
        if uploads.get_attribute("open") is None:
            uploads.locator("summary").click()
        return uploads.locator("span.small", has=self.page.get_by_text(name, exact=True))

    def photo_id(self, name: str) -> str:
        value = self.photo(name).locator("input[name=photo]").get_attribute("value")
        assert value is not None, name
        return value


class TableRow:
    """One row of the authorization table, with its boxes."""

    def __init__(self, row: Locator, who: str) -> None:
        self.row = row
        self._who = who

    def may(self, what: str, *, yes: bool = True) -> TableRow:
        self.row.get_by_label(f"may {what}", exact=False).set_checked(yes)
        return self

    def originals(self, choice: str) -> TableRow:
        self.row.get_by_label("Originals for", exact=False).select_option(label=choice)
        return self


class Uploader:
    """The uploader of a gallery's page."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self._box = page.locator("[data-controller=uploader]")

    def choose(
        self, files: Sequence[Path], *, state: str = "undecided", stem: bool = False
    ) -> None:
        self._box.get_by_label("They are").select_option(label=state)
        self._box.get_by_label("Same name with another ending", exact=False).set_checked(stem)
        self._box.locator("input[data-uploader=files]").set_input_files(files)

    def answer(self, choice: str) -> None:
        dialog = self.page.get_by_role("dialog", name="Some names are taken")
        dialog.get_by_text(choice, exact=True).click()
        dialog.get_by_role("button", name="Go on").click()

    def rows(self, status: str) -> Locator:
        return self._box.locator(f"ol.upload-list > li[data-status={status}]")

    def row(self, name: str) -> Locator:
        return self._box.locator("ol.upload-list > li", has_text=name)

    def sentence(self, name: str) -> Locator:
        """Why a file was refused, or what else there is to say about it."""
        return self.row(name).locator("[data-row=sentence]")

    def wait_for_all(self, count: int) -> None:
        ends = ",".join(f"[data-status={status}]" for status in ("ready", "refused", "skipped"))
        settled = self._box.locator(f"ol.upload-list > li:is({ends})")
        expect(settled).to_have_count(count, timeout=UPLOAD_MS)

    @property
    def unfinished(self) -> Locator:
        return self._box.locator("[data-uploader=unfinished]")

    def press(self, name: str) -> None:
        self._box.get_by_role("button", name=name).click()
