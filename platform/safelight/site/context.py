"""What every template may use of the studio; each part is read when a template uses it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from safelight.kernel import hooks, navigation
from safelight.kernel.manifest import Area
from safelight.outbox.brand import PLATFORM_NAME
from safelight.site import brand, emblems, menu, selectors, typefaces
from safelight.web import assets


def studio(request: HttpRequest) -> dict[str, Any]:
    """See ``safelight/web/README.md`` for the names."""
    # A request that was refused before anybody was recognised has no people: an error page.
    if not hasattr(request, "studio") or not hasattr(request, "allowed"):
        return {}
    site: Any = SimpleLazyObject(lambda: selectors.worn_settings(request))
    added: Any = SimpleLazyObject(lambda: tools(request))
    return {
        "user": request.user,
        "site": site,
        "site_mark_url": SimpleLazyObject(lambda: brand.home_url(site)),
        **_look(site),
        "navigation": SimpleLazyObject(lambda: entries(request, "workspace")),
        "site_navigation": SimpleLazyObject(lambda: menu.shown(request, site)),
        "made_with": SimpleLazyObject(lambda: made_with(request)),
        "site_legal": SimpleLazyObject(lambda: menu.legal(request)),
        "sign_in_url": reverse("accounts:sign_in"),
        "sign_out_url": reverse("accounts:sign_out"),
        "workspace_url": reverse("workspace:home"),
        "site_url": reverse("site:home"),
        "cart_url": SimpleLazyObject(lambda: added.get("cart_url", "")),
        "cart_count": SimpleLazyObject(lambda: added.get("cart_count", 0)),
        "account_menu": SimpleLazyObject(
            lambda: account_menu(request) + list(added.get("account_menu", []))
        ),
        "account_pages": SimpleLazyObject(lambda: added.get("account_pages", [])),
        "user_menu": SimpleLazyObject(_user_menu),
    }


def made_with(request: HttpRequest) -> dict[str, str]:
    """The platform's own link at the foot of pages; none where the plan is white label."""
    if selectors.shown_limits(request).has_white_label:
        return {}
    host = f"{settings.PLATFORM_SCHEME}://{settings.PLATFORM_HOST}"
    usual = {"http": 80, "https": 443}[settings.PLATFORM_SCHEME] == settings.PLATFORM_PORT
    words = _("Made with %(platform)s") % {"platform": PLATFORM_NAME}
    return {"url": f"{host}/" if usual else f"{host}:{settings.PLATFORM_PORT}/", "words": words}


def _look(site: Any) -> dict[str, Any]:
    pair: Any = SimpleLazyObject(lambda: typefaces.of(site.typefaces))
    return {
        "brand_css_url": SimpleLazyObject(lambda: brand.css_url(site)),
        "type_css_url": SimpleLazyObject(lambda: assets.url(pair.stylesheet)),
        "type_preloads": SimpleLazyObject(lambda: typefaces.preloads(pair)),
        "site_logo": SimpleLazyObject(lambda: emblems.logo(site)),
        "site_icon_url": SimpleLazyObject(lambda: emblems.icon_url(site)),
        "site_touch_icon_url": SimpleLazyObject(lambda: emblems.touch_icon_url(site)),
        "manifest_url": SimpleLazyObject(lambda: brand.manifest_url(site)),
    }


def tools(request: HttpRequest) -> dict[str, Any]:
    """What modules add to every page of the site; lists of several modules are joined."""
    found: dict[str, Any] = {}
    for answer in hooks.call(request.modules, "site_tools", request=request):  # type: ignore[attr-defined]
        for name, value in answer.items():
            found[name] = found[name] + value if isinstance(found.get(name), list) else value
    return found


def entries(request: HttpRequest, area: Area) -> list[navigation.Entry]:
    return navigation.entries(request, area, request.allowed)  # type: ignore[attr-defined]


def _user_menu() -> list[dict[str, str]]:
    return [{"title": _("Your account"), "url": reverse("accounts:account"), "icon": "user"}]


def account_menu(request: HttpRequest) -> list[dict[str, str]]:
    items = _user_menu()
    if request.member is not None:  # type: ignore[attr-defined]
        items.insert(0, {"title": _("Workspace"), "url": reverse("workspace:home"), "icon": "home"})
    return items
