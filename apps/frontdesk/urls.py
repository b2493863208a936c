"""The front desk's own pages, below /admin/. Before those of every screen."""

from django.urls import path

from apps.frontdesk.views import booking, calendars, papers, rosters, tape

urlpatterns = [
    path("bookings/booking/add/", booking.add, name="frontdesk_book"),
    path("bookings/booking/<int:pk>/check-in/", rosters.check_in, name="frontdesk_check_in"),
    path("bookings/booking/<int:pk>/confirmation.pdf", papers.confirmation, name="frontdesk_confirmation"),
    path("sales/order/<int:pk>/summary.pdf", papers.summary, name="frontdesk_summary"),
    path("sales/order/<int:pk>/quote.pdf", papers.quote, name="frontdesk_quote"),
    path("customers/customer/<int:pk>/person.json", papers.person, name="frontdesk_person"),
    path("capacity/departure/<int:pk>/manifest/", rosters.manifest, name="frontdesk_manifest"),
    path("desk/", calendars.resources, name="frontdesk_calendar"),
    path("new-booking/", calendars.new, name="frontdesk_new"),
    path("desk/rooms/", tape.rooms, name="frontdesk_rooms"),
    path("desk/rooms/<int:pk>/move/", tape.move, name="frontdesk_move_stay"),
]
