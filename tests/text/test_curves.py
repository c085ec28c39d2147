from __future__ import annotations

import pytest

from newsloom.transforms.text.curves import Curve


def test_slope_and_intercept() -> None:
    assert Curve(1.0, 0.0)(0.3) == pytest.approx(0.3)
    assert Curve(0.0, 0.0)(0.9) == 0.5
    assert Curve(2.0, 0.0)(0.8) == pytest.approx(16 / 17)


def test_certainty_is_never_whole() -> None:
    assert Curve(1.0, 0.0)(1.0) == pytest.approx(0.999)
    assert Curve(1.0, 0.0)(0.0) == pytest.approx(0.001)
