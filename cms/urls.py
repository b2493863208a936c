"""The editor under `/cms/`. What Wagtail brings for sign-in is replaced by the one sign-in."""

from django.urls import include, path
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.admin.auth import require_admin_access

from cms import views

urlpatterns = [
    path("sign-in/", views.sign_in, name="cms_sign_in"),
    path("login/", views.sign_in),
    path("account/", require_admin_access(views.Account.as_view())),
    path("failwhale/", views.nothing),
    path("", include(wagtailadmin_urls)),
]
