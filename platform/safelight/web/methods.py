"""A page where somebody opens an address that only takes what a form sends."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


class WrongMethodMiddleware:
    """Puts a sentence into an empty 405 that a browser shows; who sent something else is told so.

    The last one in: the page is in the reader's language. The API's answers have words already.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self._get_response(request)
        if response.status_code != HTTPStatus.METHOD_NOT_ALLOWED or not _shows(request, response):
            return response
        page = render(request, "errors/wrong_method.html", status=response.status_code)
        page["Allow"] = response["Allow"]
        return page


def _shows(request: HttpRequest, response: HttpResponse) -> bool:
    is_empty = not response.streaming and not response.content
    return is_empty and "text/html" in request.headers.get("Accept", "")
