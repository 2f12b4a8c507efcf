"""Where the fake lab answers, as the environment says it."""

from __future__ import annotations

from safelight import environment as env

NAME = "LABS_FAKE_URL"
_HOSTS = {"127.0.0.1", "localhost"}


def from_environment(*, production: bool) -> str:
    """Its address without a slash at the end, or nothing where there is none.

    Raises ``ConfigurationError`` for another machine, and in production: a studio that chose it
    by mistake would sell prints that nobody makes.
    """
    if not env.text(NAME):
        return ""
    if production:
        raise env.ConfigurationError(f"{NAME} is set; in production it should be left out.")
    parts = env.url(NAME, "", schemes=("http",), example="http://127.0.0.1:8002")
    if parts.hostname not in _HOSTS or parts.path.strip("/"):
        raise env.ConfigurationError(
            f"{NAME} is another machine or a page; it should be like http://127.0.0.1:8002."
        )
    return f"http://{parts.netloc}"
