"""What Django is made of here: apps, middleware, templates, languages."""

from urllib.parse import urlsplit

from quayside.settings.environment import ROOT, read

ENVIRONMENT = read()
BASE_DIR = ROOT

DEBUG = False
DEMO = ENVIRONMENT.demo
DEMO_SIGN_INS = ENVIRONMENT.demo_sign_ins
SECRET_KEY = ENVIRONMENT.secret_key
SECRET_KEY_FALLBACKS = ENVIRONMENT.secret_key_fallbacks
MASTER_KEYS = ENVIRONMENT.master_keys
WEB_THREADS = ENVIRONMENT.web_threads
WEB_WORKERS = ENVIRONMENT.web_workers
UPLOAD_MAX_BYTES = ENVIRONMENT.upload_max_mb * 1024 * 1024
METRICS_TOKEN = ENVIRONMENT.metrics_token
TRUSTED_PROXIES = ENVIRONMENT.trusted_proxies

PUBLIC_URL = ENVIRONMENT.public_url
PLATFORM_HOST = urlsplit(PUBLIC_URL).hostname or "localhost"
PUBLIC_PORT = urlsplit(PUBLIC_URL).port

ROOT_URLCONF = "quayside.urls"
PLATFORM_URLCONF = "quayside.platform_urls"
# The tenancy middleware answers unknown hosts with 404 from the table of domains.
ALLOWED_HOSTS = ["*"]

INSTALLED_APPS = [
    "quayside",
    "apps.tenancy",
    "apps.events",
    "apps.files",
    "apps.accounts",
    "apps.audit",
    "apps.backoffice",
    "apps.customers",
    "apps.messaging",
    "apps.documents",
    "apps.catalog",
    "apps.capacity",
    "apps.sales",
    "apps.bookings",
    "apps.frontdesk",
    "apps.operator_console",
    "unfold",
    "unfold.contrib.filters",
    "unfold.contrib.import_export",
    "import_export",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "apps.accounts.apps.SessionListConfig",
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.contrib.simple_translation",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "rest_framework",
    "huey.contrib.djhuey",
    # After Wagtail's own apps: the last permission policy registered is the one in force.
    "cms",
]

MIDDLEWARE = [
    "quayside.logs.RequestMiddleware",
    "quayside.unavailable.UnavailableMiddleware",
    "apps.tenancy.middleware.TenantMiddleware",
    "apps.tenancy.pages.PublicPageMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "apps.audit.middleware.RequestRecordMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "apps.accounts.middleware.ActorMiddleware",
    "apps.accounts.middleware.LocaleMiddleware",
    "cms.middleware.SiteLanguageMiddleware",
    "cms.publishing.redirects.SiteRedirectMiddleware",
    "apps.accounts.middleware.ClosedMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "quayside.security.ContentSecurityMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["apps.tenancy.templatetags.regional"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "apps.tenancy.context_processors.business",
                "cms.context_processors.site",
            ],
        },
    }
]

MESSAGE_STORAGE = "quayside.notices.Storage"

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Huey's and Django's process-wide zone; people see their location's or business's.
TIME_ZONE = "UTC"
USE_TZ = True
USE_I18N = True
LANGUAGE_CODE = "en"
# Public pages have texts in all of these; the back office, in which a person chooses, in fewer.
LANGUAGES = [("en", "English"), ("en-gb", "English (United Kingdom)"), ("es", "Spanish"), ("fr", "French")]
OFFICE_LANGUAGES = [("en", "English"), ("en-gb", "English (United Kingdom)")]
# The trades that businesses may begin with.
PACKS = ROOT / "fixtures"
LOCALE_PATHS = [ROOT / "locale"]
