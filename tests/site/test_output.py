"""The folder of a site is replaced as a whole, or left alone."""

from __future__ import annotations

import pytest

from qapidoc.site.errors import SiteError
from qapidoc.site.output import replacing


def make(output, text):
    with replacing(output) as folder:
        (folder / "index.html").write_text(text, encoding="utf-8")


def left(folder):
    return sorted(path.name for path in folder.iterdir())


def test_new_and_again(tmp_path):
    output = tmp_path / "deep" / "site"
    make(output, "one")
    make(output, "two")
    assert (output / "index.html").read_text("utf-8") == "two"
    assert left(output.parent) == ["site"]


def test_an_empty_folder_will_do(tmp_path):
    (tmp_path / "site").mkdir()
    make(tmp_path / "site", "one")
    assert (tmp_path / "site" / "index.html").is_file()


def test_a_failure_leaves_what_was_there(tmp_path):
    output = tmp_path / "site"
    make(output, "one")
    with pytest.raises(FileNotFoundError), replacing(output) as folder:
        (folder / "missing" / "index.html").touch()
    assert (output / "index.html").read_text("utf-8") == "one"
    assert left(tmp_path) == ["site"]


def test_other_folders_are_safe(tmp_path):
    (tmp_path / "thesis.tex").touch()
    with pytest.raises(SiteError, match="is not empty, and no site"):
        make(tmp_path, "one")
    assert left(tmp_path) == ["thesis.tex"]


def test_files_are_safe(tmp_path):
    path = tmp_path / "file"
    path.touch()
    with pytest.raises(SiteError, match="is a file"):
        make(path, "one")
    with pytest.raises(SiteError, match="cannot be"):
        make(path / "below", "one")
