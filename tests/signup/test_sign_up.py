from __future__ import annotations

import pytest
from django.test import Client as Browser

from tenants.models import Studio

pytestmark = pytest.mark.django_db

HOST = {"host": "localhost:8000"}
FORM = {
    "name": "Nora Lind Photography",
    "address": "nora-lind",
    "owner_name": "Nora Lind",
    "email": "Nora@Example.org",
    "password": "a tripod by the sea",
}


def test_it_opens_a_studio_and_ends_signed_in() -> None:
    browser = Browser(headers=HOST)
    answer = browser.post("/sign-up/", FORM)
    assert answer.status_code == 302, answer.context["form"].errors
    assert answer["Location"].startswith("http://nora-lind.localhost:8000/welcome/")
    inside = Browser(headers={"host": "nora-lind.localhost:8000"})
    path = answer["Location"].removeprefix("http://nora-lind.localhost:8000")
    assert inside.get(path)["Location"] == "/studio/"
    home = inside.get("/studio/")
    assert home.status_code == 200
    assert "First steps" in home.content.decode()
    assert Studio.objects.get(address="nora-lind").switched_on() == {"gallery", "commerce"}
