"""Settings of the project, read from the environment and from nowhere else."""

from __future__ import annotations

import os
from pathlib import Path

from csp.constants import NONE, SELF

from safelight import configuration, mail_providers

ROOT = configuration.ROOT
CONFIGURATION = configuration.from_environment_or_exit()
VAR = CONFIGURATION.var
LOCALE_DIR = Path(os.environ.get("LOCALE_DIR") or ROOT / "var" / "locale")
FRONTEND_DIR = Path(os.environ.get("FRONTEND_DIR") or ROOT / "var" / "frontend")

ENVIRONMENT = "production" if CONFIGURATION.production else "embedded"
DEBUG = False
SECRET_KEY = CONFIGURATION.secret_key
PLATFORM_HOST = CONFIGURATION.platform_host
PLATFORM_PORT = CONFIGURATION.platform_port
PLATFORM_SCHEME = CONFIGURATION.scheme
API_READS_PER_MINUTE = CONFIGURATION.api_reads_per_minute
DATA_PORT = CONFIGURATION.data_port
# Which hosts are ours is decided by tenants.middleware: unknown ones get its 404.
ALLOWED_HOSTS = ["*"]

DATABASES = {
    "default": {
        "ENGINE": "django_tenants.postgresql_backend",
        **CONFIGURATION.database,
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }
}
DATABASE_ROUTERS = ["django_tenants.routers.TenantSyncRouter"]
TENANT_MODEL = "tenants.Studio"
TENANT_DOMAIN_MODEL = "tenants.Domain"
TENANT_LIMIT_SET_CALLS = True

REDIS_URL = CONFIGURATION.redis_url
STORAGE_URL = CONFIGURATION.storage_url
STRIPE = CONFIGURATION.stripe
# Called with the names of what news of the platform's own account are about; says why it ignores
# them, or nothing.
PLATFORM_NEWS = "safelight.billing.hearing.hear"
TEST_PAYMENTS = CONFIGURATION.test_payments
LABS_FAKE_URL = CONFIGURATION.labs_fake_url
# Where records of custom domains are to point.
DOMAINS_TARGET = CONFIGURATION.domains_target
WATCHING = CONFIGURATION.watching
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "KEY_FUNCTION": "django_tenants.cache.make_key",
        "REVERSE_KEY_FUNCTION": "django_tenants.cache.reverse_key",
        "OPTIONS": {"socket_timeout": 0.5, "socket_connect_timeout": 0.5},
    }
}

INSTALLED_MODULES = [
    "modules.gallery",
    "modules.commerce",
    "modules.labs",
    "modules.agency",
    "modules.bookings",
]

SHARED_APPS = [
    "django_tenants",
    "tenants",
    "safelight.kernel",
    "safelight.web",
    "safelight.jobs",
    "safelight.connect",
    "safelight.domains",
    "safelight.leaving",
    "safelight.billing",
    "safelight.mailbox",
    "safelight.factors",
    "safelight.signup",
    "safelight.console",
    "safelight.demo",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "rest_framework",
    "drf_spectacular",
]
TENANT_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "safelight.accounts.apps.AuthWithoutTables",
    "safelight.audit",
    "safelight.accounts",
    "safelight.outbox",
    "safelight.uploads",
    "safelight.site",
    "safelight.api",
    "safelight.mails",
    "safelight.takeout",
    "safelight.privacy",
    *INSTALLED_MODULES,
]
INSTALLED_APPS = [*SHARED_APPS, *[app for app in TENANT_APPS if app not in SHARED_APPS]]

# See safelight.accounts.apps: sign-in functions without tables.
MIGRATION_MODULES: dict[str, str | None] = {"auth": None}

MIDDLEWARE = [
    "safelight.logs.RequestIdMiddleware",
    "safelight.vitals.metrics.MeasuringMiddleware",
    "safelight.vitals.middleware.VitalsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Before anything that may answer by itself.
    "safelight.web.guards.GuardMiddleware",
    "safelight.web.languages.LanguageMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "tenants.middleware.StudioMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    # Who acts as the people that the next one recognises.
    "safelight.console.acting_middleware.ActingMiddleware",
    "safelight.accounts.middleware.PeopleMiddleware",
    # It asks who is a member.
    "safelight.domains.middleware.PrimaryHostMiddleware",
    "safelight.accounts.middleware.VisitorMiddleware",
    "safelight.console.middleware.OperatorMiddleware",
    "safelight.site.middleware.StudioLocaleMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "safelight.web.away.StorageAwayMiddleware",
    "safelight.web.methods.WrongMethodMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "safelight.site.context.studio",
                "safelight.console.context.console",
            ],
        },
    }
]

AUTH_USER_MODEL = "accounts.Person"
AUTHENTICATION_BACKENDS = ["safelight.accounts.backends.StudioBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "name")},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
FORM_RENDERER = "safelight.web.forms.Renderer"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "en"
# Languages whose catalogues are complete, each in its own name.
LANGUAGES = [
    ("en", "English"),
    ("de", "Deutsch"),
    ("fr", "Français"),
    ("es", "Español"),
    ("pl", "Polski"),
]
# Tells the language of the studio that a job is for.
STUDIO_LANGUAGE = "safelight.site.selectors.language"
# Made from the catalogues in locale/ by bin/up and its like.
LOCALE_PATHS = [LOCALE_DIR]

ROOT_URLCONF = "safelight.urls_studio"
PUBLIC_SCHEMA_URLCONF = "safelight.urls_platform"
STATIC_URL = "/static/"
STATICFILES_DIRS = [FRONTEND_DIR] if FRONTEND_DIR.is_dir() else []
# Built files are served from where they lie, without a copying step.
WHITENOISE_USE_FINDERS = True
WHITENOISE_IMMUTABLE_FILE_TEST = r"/assets/.+-[\w-]{8}\.\w+(\.\w+)?$"

HTTPS = CONFIGURATION.scheme == "https"
# "__Host-" makes the browser itself refuse a cookie that is not host-only.
COOKIE_PREFIX = "__Host-" if HTTPS else ""
SESSION_ENGINE = "safelight.accounts.sessions"
SESSION_COOKIE_NAME = f"{COOKIE_PREFIX}session"
CSRF_COOKIE_NAME = f"{COOKIE_PREFIX}csrf"
# In the studio's own session: a cookie of messages would be as good in every other studio.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if CONFIGURATION.production and HTTPS:
    # The proxy in front ends TLS and sets this header anew on every request.
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "img-src": CONFIGURATION.data_origins,
        "media-src": CONFIGURATION.data_origins,
        "base-uri": [NONE],
        "object-src": [NONE],
        "form-action": CONFIGURATION.platform_origins,
        "frame-ancestors": [NONE],
    }
}

# Called with a studio before its schema goes, more than once where something fails: end what it
# has elsewhere. Each is the path of a function that takes the studio.
BEFORE_ERASING: list[str] = ["safelight.billing.services.buying.end_at_once"]
MAIL_CONTEXT = "safelight.site.brand.of_mails"
DEFAULT_FROM_EMAIL = SERVER_EMAIL = CONFIGURATION.sender
# In From of studios' mails that have no address of their own: it may name no platform.
STUDIO_SENDER = CONFIGURATION.studio_sender
MAIL_SENDING = mail_providers.sending()
MAIL_PROVIDER = CONFIGURATION.mail_provider
if MAIL_PROVIDER:
    EMAIL_BACKEND = MAIL_PROVIDER.backend
    ANYMAIL = {**MAIL_PROVIDER.settings, "REQUESTS_TIMEOUT": 20}
elif CONFIGURATION.smtp:
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST = CONFIGURATION.smtp.host
    EMAIL_PORT = CONFIGURATION.smtp.port
    EMAIL_HOST_USER = CONFIGURATION.smtp.user
    EMAIL_HOST_PASSWORD = CONFIGURATION.smtp.password
    EMAIL_USE_SSL = CONFIGURATION.smtp.tls_from_start
    EMAIL_USE_TLS = CONFIGURATION.smtp.starttls
    EMAIL_TIMEOUT = 20
else:
    EMAIL_BACKEND = "safelight.mailbox.backend.MailboxBackend"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"belonging": {"()": "safelight.logs.Belonging"}},
    "formatters": {
        "line": {
            "()": "safelight.logs.OneLine",
            "format": "{levelname} {name} studio={schema} request={request_id}{who} {message}",
            "style": "{",
        },
        "json": {"()": "safelight.logs.Json"},
    },
    "handlers": {
        "stderr": {
            "class": "logging.StreamHandler",
            "filters": ["belonging"],
            "formatter": WATCHING.log_format,
        }
    },
    "root": {"handlers": ["stderr"], "level": "INFO"},
    "loggers": {
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        # Refusals are no news, and their paths may hold single-use links.
        "django.request": {"level": "ERROR"},
        "django.server": {"handlers": [], "propagate": True},
        # Each call, with the addresses of what was asked for.
        "stripe": {"level": "WARNING"},
        # Jobs speak for themselves; the doorbell rings too often to be written down.
        "celery.app.trace": {"level": "WARNING"},
        "celery.worker.strategy": {"level": "WARNING"},
    },
}
if CONFIGURATION.sentry_dsn:
    # Imported when it is used: it takes a quarter of a second.
    from safelight import reporting

    reporting.report_to_sentry(CONFIGURATION.sentry_dsn, environment=ENVIRONMENT)

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": [],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_SCHEMA_CLASS": "safelight.api.schema.ModuleSchema",
    "EXCEPTION_HANDLER": "safelight.api.errors.handle",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Safelight",
    "DESCRIPTION": "Everything the workspace and the site can do, for programs.",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": "/api/v1/",
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "safelight.api.schema.complete",
    ],
}
