"""The content management system."""

from quayside.settings.base import PUBLIC_URL

WAGTAIL_SITE_NAME = "Quayside"
WAGTAILADMIN_BASE_URL = PUBLIC_URL
WAGTAILADMIN_LOGIN_URL = "/cms/sign-in/"
# Wagtail would otherwise call out to its release page and to gravatar.
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_WORKFLOW_ENABLED = False
# One zone leaves no choice: it is on the account page, for all of Quayside (`cms.zones`).
WAGTAIL_USER_TIME_ZONES = ["UTC"]
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
WAGTAILDOCS_SERVE_METHOD = "serve_view"
# An uploaded list of redirects waits in the cache, whose keys carry the business, and not in a shared folder.
WAGTAIL_REDIRECTS_FILE_STORAGE = "cache"

# Each business has its own rows of these (`cms.languages`); its own language stands at / and the others below /es/.
WAGTAIL_I18N_ENABLED = True
WAGTAIL_CONTENT_LANGUAGES = [("en", "English"), ("es", "Spanish"), ("fr", "French")]
WAGTAILSIMPLETRANSLATION_SYNC_PAGE_TREE = False
WAGTAIL_FRONTEND_LOGIN_URL = "/accounts/login/"
# Files are checked by apps.files; these numbers are repeated there and shown by the editor before it uploads.
WAGTAILIMAGES_IMAGE_FORM_BASE = "cms.uploads.PictureForm"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "cms.uploads.DocumentForm"
WAGTAILIMAGES_MAX_UPLOAD_SIZE = WAGTAILDOCS_MAX_UPLOAD_SIZE = 20 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 40_000_000
WAGTAILIMAGES_EXTENSIONS = ["png", "jpg", "jpeg", "gif", "webp", "avif"]
