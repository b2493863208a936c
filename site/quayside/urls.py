"""Addresses on a business's host."""

from django.urls import include, path, re_path
from django.views.generic import RedirectView
from wagtail import views as wagtail_views
from wagtail.documents import urls as documents_urls

from cms import media, picture_views, serving
from cms.consent import views as consent_views
from cms.publishing import views as preview_views
from cms.search import views as search_views

urlpatterns = [
    path("accounts/", include("apps.accounts.urls.tenant")),
    path("home/audit/", include("apps.audit.urls")),
    path("home/", include("apps.accounts.urls.home")),
    path("admin/", include("apps.backoffice.urls.data")),
    path("admin/", include("apps.backoffice.urls.look")),
    path("admin/settings/packs/", include("apps.operator_console.urls")),
    path("admin/settings/", include("apps.backoffice.urls.settings")),
    path("admin/", include("apps.backoffice.urls.schedule")),
    path("admin/", include("apps.customers.urls")),
    path("admin/", include("apps.messaging.urls")),
    path("admin/", include("apps.frontdesk.urls")),
    path("admin/", include("apps.backoffice.urls.office")),
    path("cms/", include("cms.urls")),
    path("site/", include("cms.theme.urls")),
    path("documents/", include(documents_urls)),
    path("files/", include("apps.files.urls")),
    path("", include("cms.seo.urls")),
    path("search/", search_views.search, name="site_search"),
    path("", include("cms.booking.urls")),
    path("consent/", consent_views.answer, name="site_consent"),
    path("site/preview/<str:token>/", preview_views.show, name="site_preview"),
    path("media/<path:path>", media.serve, name="media"),
    path("pictures/<int:pk>/<str:signature>/<str:version>/<str:name>", picture_views.picture, name="picture"),
    path(
        "_util/authenticate_with_password/<int:page_view_restriction_id>/<int:page_id>/",
        wagtail_views.authenticate_with_password,
        name="wagtailcore_authenticate_with_password",
    ),
    # Wagtail asks for this name before it looks at WAGTAIL_FRONTEND_LOGIN_URL.
    path(
        "_util/login/",
        RedirectView.as_view(pattern_name="account_login", query_string=True),
        name="wagtailcore_login",
    ),
    # Whatever nobody above answers is a page of the tree.
    re_path(r"^((?:[\w\-]+/)*)$", serving.serve, name="wagtail_serve"),
]

handler404 = "cms.seo.views.page_not_found"
handler500 = "quayside.unavailable.server_error"
