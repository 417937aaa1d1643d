"""Settings: found, read, checked, frozen."""

from qapidoc.config.errors import ConfigError
from qapidoc.config.files import OWN_FILE, PROJECT_FILE, find_config, find_settings, read_config
from qapidoc.config.readers import read_target
from qapidoc.config.record import Config, Settings

__all__ = [
    "OWN_FILE",
    "PROJECT_FILE",
    "Config",
    "ConfigError",
    "Settings",
    "find_config",
    "find_settings",
    "read_config",
    "read_target",
]
