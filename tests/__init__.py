"""Tests, in folders that mirror the code. Run them with `python3 manage.py test`."""
