"""The public sites and their editor: Wagtail inside one business.

What a person may do in the editor comes from their role, with codes such as `cms.add_page` and
`cms.change_image`; `wagtailadmin.access_admin` opens the door. Every business has one page tree and one
collection tree of its own.
"""
