"""The front desk's own pages, below /admin/. Before those of every screen."""

from django.urls import path

from apps.frontdesk.views import booking

urlpatterns = [
    path("bookings/booking/add/", booking.add, name="frontdesk_book"),
]
