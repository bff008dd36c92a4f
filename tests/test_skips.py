"""A skip that nobody allowed fails where CI is set; the allowed ones are those of tests/skips.py."""

import pytest

from tests import skips

pytest_plugins = ["pytester"]


@pytest.mark.parametrize(
    ("reason", "skipped", "failed"), [("no CUDA device", 1, 0), ("a program is missing", 0, 1), ("CUDA", 0, 1)]
)
def test_only_listed_reasons_are_skips(reason, skipped, failed, pytester, monkeypatch):
    monkeypatch.setenv("CI", "true")
    monkeypatch.setattr(skips.sys, "platform", "linux")
    pytester.makeconftest("from tests.conftest import pytest_runtest_makereport  # noqa: F401")
    pytester.makepyfile(
        f"import pytest\ndef test_one(): pytest.skip({reason!r})\n"
        f"@pytest.mark.skipif(True, reason={reason!r})\ndef test_two(): pass\n"
    )
    pytester.runpytest("-p", "no:cacheprovider").assert_outcomes(skipped=2 * skipped, failed=failed, errors=failed)


def test_elsewhere_a_skip_is_a_skip(monkeypatch):
    monkeypatch.delenv("CI", raising=False)
    assert skips.is_allowed("Skipped: a program is missing")
    monkeypatch.setenv("CI", "true")
    monkeypatch.setattr(skips.sys, "platform", "darwin")
    assert skips.is_allowed("a program is missing")
