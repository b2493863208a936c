"""Which table is what: the few that hold nothing of any business, and those of libraries that we retrofit.

A table that stands in none of these lists and is no TenantModel fails the catalog audit, and no role may read it.
"""

from collections.abc import Mapping
from typing import Final

from apps.tenancy.policies import ALL

# Installation-wide tables of libraries: what they hold is the same for everybody.
GLOBAL: Final[Mapping[str, Mapping[str, str]]] = {
    "django_content_type": {"app": "SELECT", "signin": "SELECT", "platform": "SELECT"},
    "django_migrations": {"app": "SELECT", "platform": "SELECT"},
    "auth_permission": {"app": "SELECT", "signin": "SELECT", "platform": "SELECT"},
    "wagtailcore_workflowcontenttype": {"app": "SELECT", "platform": ALL},
    "wagtailadmin_admin": {"app": "SELECT", "platform": "SELECT"},
    # Answers of public embed providers, by URL.
    "wagtailembeds_embed": {"app": "SELECT, INSERT, UPDATE", "platform": ALL},
    # Sessions live in Valkey; the table stays empty and nobody may touch it.
    "django_session": {},
}

# Tables of libraries about a person: visible where that person is a member. Value: the column with the person's id.
PEOPLE: Final[Mapping[str, str]] = {
    "account_emailaddress": "user_id",  # read only: addresses are the platform role's
    "account_emailconfirmation": "",
    "mfa_authenticator": "user_id",
    "usersessions_usersession": "user_id",
    "accounts_user_groups": "",
    "accounts_user_user_permissions": "",
}

# Who may sign in by which address is nobody's to change from inside a business.
READ_ONLY: Final = frozenset({"account_emailaddress"})
# The second factors of somebody who has left are none of the business's business.
OF_ACTIVE_MEMBERS: Final = frozenset({"mfa_authenticator"})

# Natural keys of libraries that are unique per business here, not across the installation.
UNIQUE_PER_TENANT: Final[tuple[tuple[str, str], ...]] = (
    ("auth_group", "name"),
    ("taggit_tag", "name"),
    ("taggit_tag", "slug"),
    # The languages of each business's site.
    ("wagtailcore_locale", "language_code"),
    # How the editor looks to a person, in each of their businesses.
    ("wagtailusers_userprofile", "user_id"),
)

# Rows that Wagtail's own migrations leave behind and that belong to no business.
LEFTOVERS: Final[tuple[str, ...]] = (
    "wagtailcore_site",
    "wagtailcore_grouppagepermission",
    "wagtailcore_groupcollectionpermission",
    "wagtailcore_workflowpage",
    "wagtailcore_workflowtask",
    "wagtailcore_groupapprovaltask_groups",
    "wagtailcore_groupapprovaltask",
    "wagtailcore_task",
    "wagtailcore_workflow",
    "wagtailcore_referenceindex",
    "wagtailcore_revision",
    "wagtailcore_page",
    "wagtailcore_collection",
    "wagtailcore_locale",
    "auth_group_permissions",
    "auth_group",
)
