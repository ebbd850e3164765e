from pyramid.model.layers import TestLayer
from pyramid.settings import DEFAULT, settings_reference
from pyramid.settings.schema import Settings, Shape
from pyramid.settings.source import tomllib


def test_every_setting_is_documented() -> None:
    entries = settings_reference()
    keys = [entry.key for entry in entries]
    assert {"include", "max-file-size", "shape.unit", "coverage-target.low", "coverage-target.paths"} <= set(
        keys
    )
    assert len(keys) == len(set(keys))
    assert "origin" not in keys
    assert all(entry.text and entry.type for entry in entries)


def test_defaults_are_toml_that_gives_the_default_settings_again() -> None:
    text = "\n".join(f"{entry.key} = {entry.default}" for entry in settings_reference() if entry.default)
    table = tomllib.loads(text)
    assert table["default-exclude"] == list(DEFAULT.default_exclude)
    assert table["max-file-size"] == DEFAULT.max_file_size
    assert table["coverage-target"] == {"low": 0.7, "high": 0.9, "paths": {}}


def test_types_are_told_in_words() -> None:
    types = {entry.key: entry.type for entry in settings_reference()}
    assert types["exclude"] == "list of pattern"
    assert types["fail-on"] == '"never" | "note" | "warning" | "error"'
    assert types["per-file-ignores"] == "table of pattern → list of text"


def test_shape_has_targets_for_the_pyramid_only() -> None:
    assert Shape().target(TestLayer.UNIT) == 0.7
    assert Shape().target(TestLayer.LOAD) is None
    assert not Settings().problem()
