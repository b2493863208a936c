"""What stands beside the pages of a site."""

from django.urls import path, re_path

from cms.seo import views

urlpatterns = [
    path("sitemap.xml", views.sitemap_xml, name="sitemap"),
    path("robots.txt", views.robots_txt, name="robots"),
    path("favicon.ico", views.favicon, name="favicon"),
    path("site/share/<int:pk>/<slug:version>.jpg", views.share_picture, name="site_share"),
    re_path(r"^site/icon/(?P<version>[0-9a-f]{1,24})\.(?P<kind>svg|png)$", views.icon, name="site_icon"),
]
