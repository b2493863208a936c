"""The signed-in home, below /home/."""

from django.urls import path

from apps.accounts.views import business, export, invitations, locations, member, overview, roles, team

urlpatterns = [
    path("", overview.overview, name="home"),
    path("team/", team.team, name="home_team"),
    path("team/invite/", invitations.invite, name="home_invite"),
    path("team/invitations/<int:pk>/resend/", invitations.resend, name="home_invitation_resend"),
    path("team/invitations/<int:pk>/revoke/", invitations.revoke, name="home_invitation_revoke"),
    path("team/<int:pk>/", member.edit, name="home_member"),
    path("team/<int:pk>/deactivate/", member.deactivate, name="home_member_deactivate"),
    path("team/<int:pk>/reactivate/", member.reactivate, name="home_member_reactivate"),
    path("roles/", roles.index, name="home_roles"),
    path("roles/new/", roles.new, name="home_role_new"),
    path("roles/<int:pk>/", roles.edit, name="home_role"),
    path("roles/<int:pk>/reset/", roles.reset, name="home_role_reset"),
    path("roles/<int:pk>/delete/", roles.delete, name="home_role_delete"),
    path("business/", business.business, name="home_business"),
    path("business/locations/new/", locations.new, name="home_location_new"),
    path("business/locations/<int:pk>/", locations.edit, name="home_location"),
    path("export/", export.index, name="home_export"),
    path("export/start/", export.start, name="home_export_start"),
    path("export/<int:pk>/", export.download, name="home_export_download"),
    path("export/<int:pk>/delete/", export.delete, name="home_export_delete"),
]
