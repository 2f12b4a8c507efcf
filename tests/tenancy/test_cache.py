from __future__ import annotations

from django.core.cache import cache

from tenants.context import tenant_context
from tenants.models import Studio


def test_iso_18_it_keeps_the_same_cache_key_apart(acme: Studio, bolt: Studio) -> None:
    with tenant_context(acme):
        cache.set("greeting", "from acme", 60)
    with tenant_context(bolt):
        assert cache.get("greeting") is None
        cache.set("greeting", "from bolt", 60)
    with tenant_context(acme):
        assert cache.get("greeting") == "from acme"
        cache.delete("greeting")
