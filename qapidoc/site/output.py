"""The folder of a site: replaced as a whole, or left as it is."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from qapidoc.site.errors import SiteError

MARKER = ".qapidoc-site"
"""The file that tells that a folder is a site, which may be replaced."""


@contextmanager
def replacing(output: Path) -> Iterator[Path]:
    """Give a folder to build in, which takes the place of `output` if all goes well.

    Raises `SiteError` if `output` is something else than a site, or cannot be written.
    """
    output = output.absolute()
    _check(output)
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        work = Path(tempfile.mkdtemp(prefix=f".{output.name}-", dir=output.parent))
    except OSError as error:
        raise SiteError(f"{output}: cannot be written: {error.strerror or error}") from None
    try:
        fresh = work / "new"
        fresh.mkdir()
        yield fresh
        (fresh / MARKER).touch()
        try:
            if output.exists():
                output.rename(work / "old")
            fresh.rename(output)
        except OSError as error:
            raise SiteError(f"{output}: cannot be replaced: {error.strerror or error}") from None
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _check(output: Path) -> None:
    try:
        if not output.exists():
            return
        if not output.is_dir():
            raise SiteError(f"{output}: is a file; name a folder")
        if any(output.iterdir()) and not (output / MARKER).is_file():
            raise SiteError(
                f"{output}: is not empty, and no site of qapidoc; name another folder, or empty it"
            )
    except OSError as error:
        raise SiteError(f"{output}: cannot be read: {error.strerror or error}") from None
