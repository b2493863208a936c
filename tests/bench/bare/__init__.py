"""The reference of public pages: a Wagtail project as `wagtail start` makes it, with one page type of its own."""
