"""Tests of one product's features. They run if DOCKCYCLE_TEST_ENGINE names an engine of this product."""

from tests.integration.conftest import recorder

__all__ = ["recorder"]
