"""What can be bought here and now, for whoever may see it."""

from __future__ import annotations

from django.http import Http404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from modules.commerce.api.price_shapes import OfferSerializer
from modules.commerce.services import offers
from modules.commerce.services.offers import Offer
from modules.gallery import facade as galleries
from safelight.api.views import StudioAPIView
from safelight.kernel import public_id
from safelight.site import selectors as site

_ASKED = [
    OpenApiParameter(name="gallery", type=str, description="Products of the shop without one."),
    OpenApiParameter(name="photo", type=str, description="The whole gallery without one."),
]


class OffersView(StudioAPIView):
    @extend_schema(
        summary="What can be bought", parameters=_ASKED, responses=OfferSerializer(many=True),
        tags=["prices"],
    )  # fmt: skip
    def get(self, request: Request) -> Response:
        found = self._found(request)
        context = {"currency": site.site_settings().currency}
        return Response(OfferSerializer(found, many=True, context=context).data)

    def _found(self, request: Request) -> list[Offer]:
        place, photo = (str(request.query_params.get(name, "")) for name in ("gallery", "photo"))
        if not place:
            return offers.shop()
        viewer, photos = galleries.viewer_of(request._request), [photo] if photo else []
        if not all(public_id.is_one(named) for named in (place, *photos)):
            raise Http404
        found = galleries.find_photos(
            viewer=viewer, gallery_public_id=place, photo_public_ids=photos
        )
        if found is None or len(found[1]) < len(photos):
            raise Http404
        gallery, ids = found[0].pk, [each.pk for each in found[1]]
        if not photos:
            return offers.of_gallery(viewer=viewer, gallery_id=gallery)
        return offers.of_photos(viewer=viewer, gallery_id=gallery, photo_ids=ids)[ids[0]]
