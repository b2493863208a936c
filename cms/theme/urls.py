"""What a theme serves to visitors, below /site/."""

from django.urls import path

from cms.theme import views

urlpatterns = [path("theme.<int:version>.css", views.css, name="site_theme_css")]
