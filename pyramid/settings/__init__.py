"""What the user configured: `[tool.pyramid]`, `pyramid.toml`, `--config`."""

from pyramid.settings.globs import matches
from pyramid.settings.load import load_settings
from pyramid.settings.reference import SettingReference, settings_reference
from pyramid.settings.schema import DEFAULT, Band, CoverageTarget, Settings, Shape
from pyramid.settings.selection import Selection, check_codes
from pyramid.settings.source import SettingsError

__all__ = [
    "DEFAULT",
    "Band",
    "CoverageTarget",
    "Selection",
    "SettingReference",
    "Settings",
    "SettingsError",
    "Shape",
    "check_codes",
    "load_settings",
    "matches",
    "settings_reference",
]
