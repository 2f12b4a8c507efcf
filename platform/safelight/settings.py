"""Settings of the project, read from the environment and from nowhere else."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote, urlsplit

from safelight import environment as env

ROOT = Path(__file__).resolve().parents[2]
VAR = Path(env.text("SAFELIGHT_VAR", str(ROOT / "var")))

ENVIRONMENT = env.text("SAFELIGHT_ENVIRONMENT", "embedded")
DEBUG = False
SECRET_KEY = env.text("SECRET_KEY", "only-until-bin-up-has-made-one")
PLATFORM_HOST = env.text("PLATFORM_HOST", "localhost")
PLATFORM_PORT = env.integer("PLATFORM_PORT", 8000)
DATA_PORT = env.integer("DATA_PORT", 8001)
# Which hosts are ours is decided by tenants.middleware: unknown ones get its 404.
ALLOWED_HOSTS = ["*"]

_database = urlsplit(env.text("DATABASE_URL", "postgresql://safelight@127.0.0.1:5432/safelight"))
DATABASES = {
    "default": {
        "ENGINE": "django_tenants.postgresql_backend",
        "NAME": _database.path.lstrip("/"),
        "USER": unquote(_database.username or ""),
        "PASSWORD": unquote(_database.password or ""),
        "HOST": _database.hostname or "",
        "PORT": _database.port or "",
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }
}
DATABASE_ROUTERS = ["django_tenants.routers.TenantSyncRouter"]
TENANT_MODEL = "tenants.Studio"
TENANT_DOMAIN_MODEL = "tenants.Domain"
TENANT_LIMIT_SET_CALLS = True

REDIS_URL = env.text("REDIS_URL", "redis://127.0.0.1:6379/0")
STORAGE_URL = env.text("STORAGE_URL", f"file://{VAR / 'storage'}")
EMAIL_URL = env.text("EMAIL_URL", "mailbox:")

INSTALLED_MODULES = ["modules.gallery", "modules.commerce"]

SHARED_APPS = [
    "django_tenants",
    "tenants",
    "safelight.kernel",
    "safelight.web",
    "safelight.jobs",
    "safelight.mailbox",
    "safelight.signup",
    "safelight.console",
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
    "safelight.accounts",
    "safelight.outbox",
    "safelight.uploads",
    "safelight.site",
    "safelight.api",
    *INSTALLED_MODULES,
]
INSTALLED_APPS = [*SHARED_APPS, *[app for app in TENANT_APPS if app not in SHARED_APPS]]

# See safelight.accounts.apps: sign-in functions without tables.
MIGRATION_MODULES: dict[str, str | None] = {"auth": None}

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "tenants.middleware.StudioMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "safelight.accounts.middleware.PeopleMiddleware",
    "safelight.accounts.middleware.VisitorMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
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
            ],
        },
    }
]

AUTH_USER_MODEL = "accounts.Person"
AUTHENTICATION_BACKENDS = ["safelight.accounts.backends.StudioBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "en"

ROOT_URLCONF = "safelight.urls_studio"
PUBLIC_SCHEMA_URLCONF = "safelight.urls_platform"
STATIC_URL = "/static/"
