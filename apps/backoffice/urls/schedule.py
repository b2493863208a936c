"""Calendars and boards of screens, below /admin/."""

from django.urls import path

from apps.backoffice.views import board, calendar

urlpatterns = [
    path("<slug:app_label>/<slug:model_name>/calendar/", calendar.calendar, name="office_calendar"),
    path("<slug:app_label>/<slug:model_name>/calendar/<int:pk>/", calendar.move, name="office_calendar_move"),
    path("<slug:app_label>/<slug:model_name>/board/", board.board, name="office_board"),
    path("<slug:app_label>/<slug:model_name>/board/<int:pk>/", board.move, name="office_board_move"),
]
