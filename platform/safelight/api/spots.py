"""Bodies that say where something moves to."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers

from safelight.kernel.sequence import Spot

MOST_AT_ONCE = 5000


def moving() -> serializers.ListField:
    """Public ids of what moves."""
    one = serializers.CharField(max_length=22)
    return serializers.ListField(child=one, min_length=1, max_length=MOST_AT_ONCE)


class SpotSerializer(serializers.Serializer[Any]):
    """``before`` or ``after``: the neighbour of what moves."""

    before = serializers.CharField(required=False, max_length=22)
    after = serializers.CharField(required=False, max_length=22)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if ("before" in attrs) == ("after" in attrs):
            raise serializers.ValidationError(_("Say before or after which one, not both."))
        return attrs

    def spot(self) -> Spot:
        said = self.validated_data
        return Spot(before=said.get("before"), after=said.get("after"))
