"""Settings: from the environment, then from options; what cannot be used is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from search.errors import SettingsError
from search.settings import Settings, read_settings


def test_defaults_need_no_environment() -> None:
    assert read_settings({}) == Settings()


def test_options_go_before_the_environment() -> None:
    settings = read_settings(
        {"DUBHASHI_INDEX": "a", "DUBHASHI_PORT": "81", "DUBHASHI_BEAM": " "}, index=Path("b"), port=None
    )
    assert (settings.index, settings.port, settings.beam) == (Path("b"), 81, Settings().beam)


@pytest.mark.parametrize(
    ("name", "value", "advice"),
    [
        ("PORT", "eighty", "Give a whole number."),
        ("PORT", "-1", "from 0 to 65535"),
        ("BEAM", "0", "from 1 to 16"),
        ("BATCH_TOKENS", "1", "from 32 to 65536"),
        ("PUBLISH_EVERY", "0", "from 1 to 1000000"),
    ],
)
def test_a_value_that_cannot_be_used_is_named_with_advice(name: str, value: str, advice: str) -> None:
    with pytest.raises(SettingsError) as caught:
        read_settings({f"DUBHASHI_{name}": value})
    assert name.lower() in str(caught.value).lower()
    assert f"'{value}'" in str(caught.value)
    assert advice in str(caught.value)
