"""What a gallery includes, which of it was taken, and more of it for the cart."""

from __future__ import annotations

from typing import Any, ClassVar

from django.http import Http404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from modules.commerce import permissions
from modules.commerce.api import cart
from modules.commerce.api.money import MoneySerializer, money
from modules.commerce.api.quotes import CartSerializer
from modules.commerce.models import Deliverables, DeliverableTerms
from modules.commerce.services import deliverables
from modules.commerce.services.carts import MOST_LINES
from modules.commerce.services.carts.extras import put_all, put_extras
from modules.commerce.services.deliverables import gate, selling
from modules.commerce.services.deliverables.counting import Quota, quota_of
from modules.commerce.services.deliverables.terms import FIELDS, OWN
from modules.gallery import facade as galleries
from modules.gallery.models import Gallery, Photo
from safelight.accounts import visitors
from safelight.api.views import StudioAPIView, WorkspaceAPIView
from safelight.kernel import public_id
from safelight.site import selectors as site

_PHOTOS = serializers.ListField(
    child=serializers.CharField(max_length=22), max_length=MOST_LINES, required=False, default=list
)


class TermsSerializer(serializers.Serializer[Any]):
    """Amounts in minor units of the studio's currency. What is left out stays as it is."""

    mode = serializers.ChoiceField(choices=DeliverableTerms.Mode.choices)
    included = serializers.IntegerField(min_value=0, max_value=100_000, allow_null=True)
    upsell = serializers.BooleanField()
    extra_price = serializers.IntegerField(min_value=1, allow_null=True)
    flat_price = serializers.IntegerField(min_value=1, allow_null=True)
    all_discount = serializers.IntegerField(min_value=1, max_value=99, allow_null=True)
    least = serializers.IntegerField(min_value=0, max_value=100_000)
    no_extras_chosen = serializers.BooleanField()


class StandingSerializer(serializers.Serializer[Any]):
    """``included`` and ``left`` are null where all photos are included; prices where none is."""

    mode = serializers.ChoiceField(choices=DeliverableTerms.Mode.choices)
    included = serializers.IntegerField(allow_null=True)
    taken = serializers.IntegerField()
    left = serializers.IntegerField(allow_null=True)
    beyond = serializers.IntegerField()
    extra_price = MoneySerializer(allow_null=True)
    all_price = MoneySerializer(allow_null=True)


class WantedSerializer(serializers.Serializer[Any]):
    photos = _PHOTOS


class ExtrasSerializer(WantedSerializer):
    """``all``: everything that is not included, whatever ``photos`` says."""

    all = serializers.BooleanField(default=False)


class DeliverablesView(StudioAPIView):
    @extend_schema(
        summary="What a gallery includes", responses=StandingSerializer, tags=["deliverables"]
    )
    def get(self, request: Request, gallery: str) -> Response:
        return Response(_standing(_seen(request, gallery)[2]))


class IncludedView(StudioAPIView):
    @extend_schema(
        summary="Say which photos are the included ones", request=WantedSerializer,
        responses=StandingSerializer, tags=["deliverables"],
    )  # fmt: skip
    def post(self, request: Request, gallery: str) -> Response:
        asked = WantedSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        place, photos, quota = _seen(request, gallery, asked.validated_data["photos"])
        if quota.terms.mode != DeliverableTerms.Mode.FINAL_EDITS:
            raise Http404
        gate.include(
            gallery_id=place.pk, photo_ids=[photo.pk for photo in photos],
            visitor_id=visitors.ensure(request._request).pk, at=timezone.now(),
        )  # fmt: skip
        return Response(_standing(_seen(request, gallery)[2]))


class ExtrasView(StudioAPIView):
    @extend_schema(
        summary="Put more photos than are included in the cart", request=ExtrasSerializer,
        responses=CartSerializer, tags=["deliverables"],
    )  # fmt: skip
    def post(self, request: Request, gallery: str) -> Response:
        asked = ExtrasSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        place, photos, _quota = _seen(request, gallery, asked.validated_data["photos"])
        caller = request._request
        who: dict[str, Any] = {
            "viewer": galleries.viewer_of(caller),
            "visitor": visitors.ensure(caller),
        }
        if asked.validated_data["all"]:
            put_all(**who, gallery_public_id=place.public_id, at=timezone.now())
        else:
            put_extras(
                **who, gallery_public_id=place.public_id, at=timezone.now(),
                photo_public_ids=[photo.public_id for photo in photos],
            )  # fmt: skip
        return Response(cart.shown(request))


class TermsView(WorkspaceAPIView):
    permissions: ClassVar = {"GET": permissions.PRICES, "PATCH": permissions.PRICES}

    @extend_schema(
        summary="The terms of a gallery", responses=TermsSerializer, tags=["deliverables"]
    )
    def get(self, request: Request, gallery: str) -> Response:
        return Response(_terms(gallery_of_team(request, gallery)))

    @extend_schema(
        summary="Change the terms of a gallery", request=TermsSerializer(partial=True),
        responses=TermsSerializer, tags=["deliverables"],
    )  # fmt: skip
    def patch(self, request: Request, gallery: str) -> Response:
        asked = TermsSerializer(data=request.data, partial=True)
        asked.is_valid(raise_exception=True)
        place = gallery_of_team(request, gallery)
        deliverables.set_deliverables(
            gallery_id=place.pk, terms=asked.validated_data, at=timezone.now()
        )
        return Response(_terms(place))


def gallery_of_team(request: Request, gallery: str) -> Gallery:
    """Whoever sets prices sets them for every gallery that is not out of their sight."""
    known = galleries.galleries_within(galleries.viewer_of(request._request).sight)
    found: Gallery | None = known.filter(public_id=gallery).first()
    if found is None:
        raise Http404
    return found


def gallery_or_404(request: Request, gallery: str) -> Gallery:
    """The gallery, as far as the caller may enter it."""
    return _found(request, gallery, ())[0]


def _seen(
    request: Request, gallery: str, photos: list[str] | tuple[()] = ()
) -> tuple[Gallery, list[Photo], Quota]:
    place, found = _found(request, gallery, photos)
    quota = quota_of(gallery_id=place.pk)
    if quota is None:
        raise Http404
    return place, found, quota


def _found(
    request: Request, gallery: str, photos: list[str] | tuple[()]
) -> tuple[Gallery, list[Photo]]:
    found = None
    if all(public_id.is_one(name) for name in (gallery, *photos)):
        found = galleries.find_photos(
            viewer=galleries.viewer_of(request._request), gallery_public_id=gallery,
            photo_public_ids=photos,
        )  # fmt: skip
    if found is None or len(found[1]) < len(set(photos)):
        raise Http404
    return found


def _standing(quota: Quota) -> dict[str, Any]:
    currency = site.site_settings().currency
    sale = selling.sale_of(quota)
    return {
        "mode": quota.terms.mode,
        "included": quota.terms.included,
        "taken": quota.count,
        "left": quota.left,
        "beyond": sale.beyond,
        "extra_price": money(sale.extra, currency) if sale.extra else None,
        "all_price": money(sale.all, currency) if sale.all else None,
    }


def _terms(place: Gallery) -> dict[str, Any]:
    row = Deliverables.objects.filter(gallery=place).first() or Deliverables(gallery=place)
    return {name: getattr(row, name) for name in (*FIELDS, *OWN)}
