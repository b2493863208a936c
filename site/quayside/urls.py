"""Addresses on a business's host."""

from django.urls import include, path
from wagtail.documents import urls as documents_urls

from cms import media, picture_views
from quayside import views

urlpatterns = [
    path("", views.public_home, name="public_home"),
    path("accounts/", include("apps.accounts.urls.tenant")),
    path("home/audit/", include("apps.audit.urls")),
    path("home/", include("apps.accounts.urls.home")),
    path("admin/", include("apps.backoffice.urls.data")),
    path("admin/", include("apps.backoffice.urls.look")),
    path("admin/settings/", include("apps.backoffice.urls.settings")),
    path("admin/", include("apps.backoffice.urls.schedule")),
    path("admin/", include("apps.customers.urls")),
    path("admin/", include("apps.backoffice.urls.office")),
    path("cms/", include("cms.urls")),
    path("documents/", include(documents_urls)),
    path("files/", include("apps.files.urls")),
    path("media/<path:path>", media.serve, name="media"),
    path("pictures/<int:pk>/<str:signature>/<str:version>/<str:name>", picture_views.picture, name="picture"),
]

handler500 = "quayside.unavailable.server_error"
