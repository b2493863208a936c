"""Pages of messages, below /admin/. Before those of every screen."""

from django.urls import path

from apps.messaging.views import messages, texts

urlpatterns = [
    path("messaging/texts/", texts.index, name="messaging_texts"),
    path(
        "messaging/message/<int:pk>/attachments/<int:place>/",
        messages.attachment,
        name="messaging_attachment",
    ),
    path("messaging/message/<int:pk>/html/", messages.html, name="messaging_html"),
]
