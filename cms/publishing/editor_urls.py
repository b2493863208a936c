"""Under `/cms/`."""

from django.urls import path

from cms.publishing import editor

urlpatterns = [
    path("reviews/", editor.waiting, name="cms_reviews"),
    path("reviews/<int:pk>/", editor.decide, name="cms_review_decide"),
    path("preview-link/<int:pk>/", editor.preview_link, name="cms_preview_link"),
]
