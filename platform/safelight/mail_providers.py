"""How mail goes out where a provider's API takes it, as the environment says it.

The providers are those of django-anymail (https://anymail.dev/en/stable/esps/).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import SplitResult, parse_qsl, unquote

from safelight import environment as env

# Scheme of EMAIL_URL: backend, the setting that holds the key, and the class of its webhook.
_PROVIDERS = {
    "postmark": ("postmark", "POSTMARK_SERVER_TOKEN", "PostmarkTrackingWebhookView"),
    "mailgun": ("mailgun", "MAILGUN_API_KEY", "MailgunTrackingWebhookView"),
    "sendgrid": ("sendgrid", "SENDGRID_API_KEY", "SendGridTrackingWebhookView"),
    "brevo": ("brevo", "BREVO_API_KEY", "BrevoTrackingWebhookView"),
    "sparkpost": ("sparkpost", "SPARKPOST_API_KEY", "SparkPostTrackingWebhookView"),
    "mailersend": ("mailersend", "MAILERSEND_API_TOKEN", "MailerSendTrackingWebhookView"),
}
SCHEMES = tuple(_PROVIDERS)
SHORTEST_SECRET = 16


@dataclass(frozen=True)
class Provider:
    """``settings`` are those of django-anymail; ``webhook`` is the path of its view's class."""

    name: str
    backend: str
    webhook: str
    settings: dict[str, str] = field(repr=False)


@dataclass(frozen=True)
class Sending:
    """What domains of studios have to name, so that receivers take our servers for theirs."""

    spf_include: str = ""
    dkim_selector: str = ""
    dkim_target: str = ""


def provider(parts: SplitResult) -> Provider:
    """Of ``postmark://token`` or ``mailgun://key@domain?signing_key=…``.

    Raises ``ConfigurationError``, above all where news of mails could not be told from forged.
    """
    name, key_setting, webhook = _PROVIDERS[parts.scheme]
    before, at, after = parts.netloc.rpartition("@")
    key, domain = (before, after) if at else (after, "")
    if not key:
        raise env.ConfigurationError(
            f"EMAIL_URL names no key; it should be like {parts.scheme}://key."
        )
    settings = {key_setting: unquote(key), "WEBHOOK_SECRET": _webhook_secret()}
    if name == "mailgun":
        settings |= _of_mailgun(parts, domain)
    module = f"anymail.webhooks.{name}"
    return Provider(name, f"anymail.backends.{name}.EmailBackend", f"{module}.{webhook}", settings)


def sending() -> Sending:
    """None of the three has to be set; then only the domain's DMARC is looked at."""
    return Sending(
        env.text("MAIL_SPF_INCLUDE").strip(),
        env.text("MAIL_DKIM_SELECTOR").strip(),
        env.text("MAIL_DKIM_TARGET").strip().rstrip("."),
    )


def _of_mailgun(parts: SplitResult, domain: str) -> dict[str, str]:
    query = dict(parse_qsl(parts.query))
    if not domain or not query.get("signing_key"):
        raise env.ConfigurationError(
            "EMAIL_URL should be like mailgun://key@domain?signing_key=…; without the signing key "
            "anybody could say that a mail came back."
        )
    found = {"MAILGUN_SENDER_DOMAIN": domain, "MAILGUN_WEBHOOK_SIGNING_KEY": query["signing_key"]}
    if query.get("region") == "eu":
        found["MAILGUN_API_URL"] = "https://api.eu.mailgun.net/v3"
    return found


def _webhook_secret() -> str:
    secret = env.text("MAIL_WEBHOOK_SECRET").strip()
    name, colon, word = secret.partition(":")
    if not name or not colon or len(word) < SHORTEST_SECRET:
        raise env.ConfigurationError(
            "MAIL_WEBHOOK_SECRET should be a name, a colon and a long random word, as the provider "
            "is to send them along; without it anybody could say that a mail came back."
        )
    return secret
