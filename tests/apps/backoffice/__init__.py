"""Tests of backoffice."""
