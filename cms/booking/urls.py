"""Booking on a business's host."""

from django.urls import path

from cms.booking.views import basket, changing, checkout, choosing, listing, managing, quoting, waiting

urlpatterns = [
    path("book/", listing.book, name="booking_list"),
    path("book/<slug:slug>/", choosing.choose, name="booking_choose"),
    path("book/<slug:slug>/panel/", choosing.fragment, name="booking_panel"),
    path("book/<slug:slug>/add/", choosing.add, name="booking_add"),
    path("book/<slug:slug>/waitlist/", waiting.join, name="booking_waitlist"),
    path("cart/", basket.show, name="booking_cart"),
    path("cart/items/<int:item>/", basket.change, name="booking_item"),
    path("cart/code/", basket.code, name="booking_code"),
    path("checkout/details/", checkout.details, name="booking_details"),
    path("checkout/review/", checkout.review, name="booking_review"),
    path("checkout/done/<uuid:token>/", checkout.done, name="booking_done"),
    path("checkout/done/<uuid:token>/items/<int:item>/", changing.goods, name="booking_goods"),
    path("booking/<uuid:token>/", managing.show, name="booking_manage"),
    path("booking/<uuid:token>/change/", changing.change, name="booking_change"),
    path("booking/<uuid:token>/cancel/", managing.cancel, name="booking_cancel"),
    path("booking/<uuid:token>/booking.ics", managing.calendar, name="booking_calendar"),
    path("booking/<uuid:token>/booking.pdf", managing.confirmation, name="booking_pdf"),
    path("quote/<uuid:token>/", quoting.show, name="booking_quote"),
    path("quote/<uuid:token>/accept/", quoting.accept, name="booking_quote_accept"),
    path("quote/<uuid:token>/decline/", quoting.decline, name="booking_quote_decline"),
    path("quote/<uuid:token>/quote.pdf", quoting.paper, name="booking_quote_pdf"),
    path("waitlist/<uuid:token>/", waiting.show, name="booking_waiting"),
]
