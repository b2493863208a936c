"""Addresses of the back office, below /admin/."""

from django.urls import path

from apps.backoffice.views import (
    actions,
    bulk,
    deletion,
    details,
    files,
    forms,
    history,
    lists,
    options,
    search,
    today,
)

screen = "<slug:app_label>/<slug:model_name>/"

urlpatterns = [
    path("", today.today, name="office_today"),
    path("search/", search.page, name="office_search"),
    path("search/suggest/", search.suggest, name="office_suggest"),
    path(screen, lists.index, name="office_list"),
    path(f"{screen}add/", forms.add, name="office_add"),
    path(f"{screen}bulk/", bulk.dispatch, name="office_bulk"),
    path(f"{screen}options/", options.options, name="office_options"),
    path(f"{screen}<int:pk>/", details.detail, name="office_detail"),
    path(f"{screen}<int:pk>/change/", forms.change, name="office_change"),
    path(f"{screen}<int:pk>/delete/", deletion.delete, name="office_delete"),
    path(f"{screen}<int:pk>/files/<slug:key>/", files.field_file, name="office_file"),
    path(f"{screen}<int:pk>/history/", history.history, name="office_history"),
    path(f"{screen}<int:pk>/history/<int:entry>/restore/", history.restore, name="office_restore"),
    path(
        f"{screen}<int:pk>/history/beside/<int:change>/restore/",
        history.restore_beside,
        name="office_restore_beside",
    ),
    path(f"{screen}<int:pk>/print/", details.print_view, name="office_print"),
    path(f"{screen}<int:pk>/do/<slug:action>/", actions.one, name="office_action"),
]
