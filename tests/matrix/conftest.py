"""Tests of what only one product has: they run where DOCKCYCLE_TEST_ENGINE names it."""

from tests.integration.conftest import watch

__all__ = ["watch"]
