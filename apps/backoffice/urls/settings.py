"""What the owner defines, below /admin/settings/. Before the screens' addresses, which would take them for apps."""

from django.urls import path

from apps.backoffice.views.settings import field, field_values, fields, panels, types, versions, views, words

screen = "<slug:app_label>/<slug:model_name>/"

urlpatterns = [
    path("fields/", fields.index, name="office_fields"),
    path("fields/<int:pk>/", field.change, name="office_field_change"),
    path("fields/<int:pk>/kind/", field_values.retype, name="office_field_retype"),
    path("fields/<int:pk>/delete/", field_values.delete, name="office_field_delete"),
    path("fields/<int:pk>/restore/", field_values.restore, name="office_field_restore"),
    path("fields/<int:pk>/progress/", field_values.how_far, name="office_field_progress"),
    path("fields/work/<int:pk>/undo/", field_values.undo, name="office_field_undo"),
    path("fields/work/<int:pk>/again/", field_values.again, name="office_field_again"),
    path(f"fields/{screen}", fields.of_screen, name="office_fields_of"),
    path(f"fields/{screen}move/", fields.move, name="office_field_move"),
    path(f"fields/{screen}formula/", field.check, name="office_formula_check"),
    path(f"fields/{screen}add/", field.add, name="office_field_add"),
    path("types/", types.index, name="office_types"),
    path("types/add/", types.add, name="office_type_add"),
    path("types/<int:pk>/", types.change, name="office_type"),
    path("types/<int:pk>/delete/", types.delete, name="office_type_delete"),
    path("types/<int:pk>/restore/", types.restore, name="office_type_restore"),
    path("views/<int:pk>/", views.change, name="office_view"),
    path("views/<int:pk>/update/", views.update, name="office_view_update"),
    path("views/<int:pk>/delete/", views.delete, name="office_view_delete"),
    path(f"views/{screen}save/", views.save, name="office_view_save"),
    path("today/", panels.index, name="office_panels"),
    path("today/<int:pk>/", panels.of_role, name="office_panels_of"),
    path("today/<int:pk>/reset/", panels.reset, name="office_panels_reset"),
    path("changes/", versions.index, name="office_versions"),
    path("changes/<int:pk>/", versions.one, name="office_version"),
    path("definitions/", versions.files, name="office_definitions"),
    path("definitions/file/", versions.download, name="office_definitions_file"),
    path("words/", words.index, name="office_words"),
    path(f"words/{screen}", words.of_screen, name="office_words_of"),
    path(f"words/{screen}reset/", words.reset, name="office_words_reset"),
]
