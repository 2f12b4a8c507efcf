"""The studio's settings, its pictures and its pages."""

from safelight.site.models.brands import Brand
from safelight.site.models.faces import Face, colour
from safelight.site.models.pages import BLOG, Page, PageVersion
from safelight.site.models.pictures import SitePicture
from safelight.site.models.settings import SiteSettings

__all__ = [
    "BLOG", "Brand", "Face", "Page", "PageVersion", "SitePicture", "SiteSettings", "colour",
]  # fmt: skip
