"""Settings of the manual, for `sphinx-build`."""

from __future__ import annotations

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE / "_ext"), str(HERE.parent)]

from qapidoc import __version__  # noqa: E402 (what the lines above make importable)

project = "qapidoc"
author = "The qapidoc authors"
copyright = author
version = release = __version__

extensions = [
    "qapidoc",
    "rules_directive",
    "editions_directive",
    "settings_directive",
    "transcript_directive",
    "sphinx.ext.autodoc",
]
exclude_patterns = ["_ext", "demo", "images"]
nitpicky = True
nitpick_ignore_regex = [
    ("py:class", r"(collections|os|pathlib)\..*"),  # the manual can be built without a network
    ("py:class", r"qapidoc\.(edition|syntax)\..*"),  # in signatures, but no part of the Python API
]
autodoc_preserve_defaults = True
highlight_language = "none"
smartquotes = False  # quotes belong to the notation

html_theme = "furo"
html_title = f"qapidoc {release}"
html_copy_source = False
html_show_sphinx = False
