"""Imports and exports of every screen, below /admin/."""

from django.urls import path

from apps.backoffice.views import exports
from apps.backoffice.views.imports import index, mapping, rows, run

screen = "<slug:app_label>/<slug:model_name>/"

urlpatterns = [
    path(f"{screen}import/", index.index, name="office_import"),
    path(f"{screen}import/<int:pk>/", run.page, name="office_import_run"),
    path(f"{screen}import/<int:pk>/columns/", mapping.columns, name="office_import_mapping"),
    path(f"{screen}import/<int:pk>/rows/", rows.wrong, name="office_import_rows"),
    path(f"{screen}import/<int:pk>/rows.csv", rows.download, name="office_import_rows_file"),
    path(f"{screen}import/<int:pk>/progress/", run.how_far, name="office_import_progress"),
    path(f"{screen}import/<int:pk>/start/", run.start, name="office_import_start"),
    path(f"{screen}import/<int:pk>/continue/", run.go_on, name="office_import_continue"),
    path(f"{screen}import/<int:pk>/undo/", run.undo, name="office_import_undo"),
    path(f"{screen}import/<int:pk>/delete/", run.delete, name="office_import_delete"),
    path(f"{screen}export/", exports.export, name="office_export"),
    path(f"{screen}export/progress/", exports.how_far, name="office_export_progress"),
    path(f"{screen}export/<int:pk>/", exports.download, name="office_export_file"),
]
