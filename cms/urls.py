"""The editor under `/cms/`. What Wagtail brings for sign-in is replaced by the one sign-in."""

from django.urls import include, path
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.admin.auth import require_admin_access
from wagtail.admin.views.chooser import ExternalLinkView
from wagtail.contrib.redirects.views import process_import
from wagtail.utils.urlpatterns import decorate_urlpatterns

from cms import begin, languages_page, uploads, views
from cms.complete import complete

external_link = complete(ExternalLinkView.as_view(), f"{ExternalLinkView.form_prefix}-url")
redirects_import = complete(process_import, "import_file_name", "input_format")
# Wagtail has one list of addresses for a process, and each is decorated in place.
decorate_urlpatterns(wagtailadmin_urls.urlpatterns, uploads.one_transaction)

urlpatterns = [
    path("sign-in/", views.sign_in, name="cms_sign_in"),
    path("login/", views.sign_in),
    path("account/", require_admin_access(views.Account.as_view())),
    path("failwhale/", views.nothing),
    path("choose-external-link/", require_admin_access(external_link)),
    path("redirects/import/process/", require_admin_access(redirects_import)),
    path("pages/", begin.tree),
    path("languages/", languages_page.choose, name="cms_languages"),
    path("theme/", include("cms.theme.editor_urls")),
    path("", include("cms.publishing.editor_urls")),
    path("", include(wagtailadmin_urls)),
]
