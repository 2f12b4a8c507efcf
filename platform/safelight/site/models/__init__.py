"""The studio's settings, its pictures and its pages."""

from safelight.site.models.pages import BLOG, Page, PageVersion
from safelight.site.models.pictures import SitePicture
from safelight.site.models.settings import SiteSettings, colour

__all__ = ["BLOG", "Page", "PageVersion", "SitePicture", "SiteSettings", "colour"]
