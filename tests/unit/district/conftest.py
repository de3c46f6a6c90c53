"""The demo district and the city, generated once. It must not change them."""

from __future__ import annotations

import pytest

from chassis.district.generate import City, District, generate


@pytest.fixture(scope="session")
def district() -> District:
    return generate()


@pytest.fixture(scope="session")
def city() -> City:
    return generate(scale="city")
