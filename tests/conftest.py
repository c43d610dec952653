"""What all tests share: the profile of hypothesis, and that CI fails where a test was skipped."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# Timed examples fail on noisy machines; the number of examples is the bound.
settings.register_profile("sitegen", deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
# ``make fuzz``: many more texts than every run of the tests can afford.
settings.register_profile("thorough", settings.get_profile("sitegen"), max_examples=10_000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "sitegen"))

SHARED = Path(__file__).parents[1].parent / "shared"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    """On CI nothing may be skipped for want of a part: CI installs the parts."""
    report = yield
    if report.skipped and os.environ.get("CI") and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped on CI: {report.longrepr}"
    return report
