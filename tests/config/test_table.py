"""The table of settings fits the record, and what it says of itself."""

from __future__ import annotations

import pytest

from qapidoc.config import Config, read_config
from qapidoc.config.record import Origin
from qapidoc.config.settle import Given, settle
from qapidoc.config.table import SETTINGS


def test_the_table_has_the_fields_of_the_record():
    fields = {setting.field for setting in SETTINGS.values()}
    assert fields == set(Config.__struct_fields__) - {"folder"}


@pytest.mark.parametrize("name", SETTINGS)
def test_examples_can_be_read_and_are_no_default(write, name):
    setting = SETTINGS[name]
    value = getattr(read_config(write(setting.example)), setting.field)
    assert value != setting.default


@pytest.mark.parametrize("name", SETTINGS)
def test_a_default_shows_as_something(name):
    setting = SETTINGS[name]
    assert bool(setting.unset) is (setting.default in (None, ()))


def test_options_add_to_lists_and_keep_their_places():
    file, option = Origin("config", "--config x"), Origin("option", "--ignore")
    settings = settle(
        None,
        [
            Given(("ignore",), ["a", "b"], file),
            Given(("ignore",), ["c"], option, adds=True),
        ],
    )
    assert settings.config.ignore == ("a", "b", "c")
    assert [str(settings.origin("ignore", n)) for n in range(3)] == ["--config x"] * 2 + [
        "--ignore"
    ]
    assert list(map(str, settings.origins_of("ignore"))) == ["--config x", "--ignore"]
