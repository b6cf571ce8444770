"""Subnets of private engines."""

from ipaddress import IPv4Network

import pytest

from tests.support.subnets import free_subnet


def test_the_only_free_subnet_is_found() -> None:
    taken = [IPv4Network(f"10.{number}.0.0/24") for number in range(120, 250) if number != 177]

    assert free_subnet(taken) == IPv4Network("10.177.0.0/16")


def test_a_larger_network_takes_all_in_it() -> None:
    with pytest.raises(IndexError):
        free_subnet([IPv4Network("10.0.0.0/8")])
