"""What a client sees: the door, the gallery, the lightbox."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Download, Locator, Page, expect

from tests.journeys.stack import until

STANDS_STILL = "element => element.getAnimations().length === 0"


class Door:
    """The form that asks for a gallery's general password."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def give(self, password: str) -> None:
        self.page.locator("main input[type=password]").fill(password)
        with self.page.expect_navigation():
            self.page.locator("main form button[type=submit]").click()


class ClientGallery:
    """A gallery as a client sees it."""

    def __init__(self, page: Page) -> None:
        self.page = page

    @property
    def tiles(self) -> Locator:
        return self.page.locator("ul.photos > li.tile")

    def tile(self, name: str) -> Tile:
        return Tile(self.page.locator(f'li.tile[data-name="{name}"]'))

    def expect_photos(self, count: int) -> None:
        expect(self.tiles).to_have_count(count)

    def open_photo(self, name: str) -> Lightbox:
        self.tile(name).root.locator("[data-tile=link]").click()
        return Lightbox(self.page, name)

    def download_all(self, folder: Path, way: str = "Download") -> Path:
        """Download everything, in one of the ways that the menu offers where there are several."""
        tools = self.page.locator(".gallery-tools")
        menu = tools.get_by_role("button", name="Download all")
        if menu.count():
            menu.click()
        with self.page.expect_download() as started:
            tools.get_by_role("link", name=way).click()
        return saved(started.value, folder)


class Tile:
    """One photo of the grid."""

    def __init__(self, root: Locator) -> None:
        self.root = root

    @property
    def download(self) -> Locator:
        return self.root.locator("[data-action=download]")

    @property
    def cart(self) -> Locator:
        return self.root.locator("[data-action=cart]")

    @property
    def pick(self) -> Locator:
        return self.root.locator("[data-action=pick]")

    @property
    def state(self) -> Locator:
        """The badge of its state that is shown."""
        return self.root.locator(".states .badge:not([hidden])")

    def look_at(self) -> None:
        """Have it in the middle of the window, under the pointer: its buttons show then."""
        self.root.evaluate("tile => tile.scrollIntoView({block: 'center', behavior: 'instant'})")
        self.root.locator("[data-tile=link]").hover()

    def press(self, button: Locator) -> None:
        self.look_at()
        button.click()

    def save(self, folder: Path) -> Path:
        """Download it; the file as the browser names it."""
        with self.root.page.expect_download() as started:
            self.press(self.download)
        return saved(started.value, folder)


class Lightbox:
    """One photo on the whole screen."""

    def __init__(self, page: Page, name: str) -> None:
        self.page = page
        self.root = page.get_by_role("dialog", name=name)
        # Keys mean something when it has opened, and not while it still appears.
        expect(self.root).to_have_css("opacity", "1")
        until(lambda: self.root.evaluate(STANDS_STILL), what=f"{name} has opened")

    def key(self, key: str) -> None:
        self.page.keyboard.press(key)

    def expect_name(self, name: str) -> None:
        expect(self.page.locator(".pswp [data-tile=name]")).to_have_text(name)

    def expect_stars(self, count: int) -> None:
        star = self.root.locator(f'[data-stars="{count}"]')
        expect(star).to_have_attribute("aria-pressed", "true")

    def comment(self, text: str) -> None:
        self.key("c")
        panel = self.page.locator("dialog.side-panel")
        panel.get_by_label("Your comment").fill(text)
        panel.get_by_role("button", name="Send").click()
        expect(panel.locator("[data-comments=thread]")).to_contain_text(text)
        panel.get_by_role("button", name="Close").click()

    def close(self) -> None:
        self.key("Escape")
        expect(self.root).to_be_hidden()


def saved(download: Download, folder: Path) -> Path:
    """Keep a download under the name that the browser gives it."""
    target = folder / download.suggested_filename
    download.save_as(target)
    return target
