"""The pages that ``:split:`` asks for, written before Sphinx looks for documents.

They are files beside the document that asks: for ``manual/qmp.rst``, in ``manual/qmp/``. A mark in
their first line tells them from files of the author's, which are never touched.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, cast

from sphinx.locale import __
from sphinx.util import logging

from qapidoc.sphinxext.domain import QapiDomain
from qapidoc.sphinxext.names import checked_namespace
from qapidoc.sphinxext.pages.split import OF_MODULE, PARTS, Split
from qapidoc.sphinxext.roots import root_of
from qapidoc.writing import write_whole

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from qapidoc.sphinxext.schemas import Document

logger = logging.getLogger(__name__)

SUFFIX = ".rst"
MARK = ".. Made by qapidoc; changes are lost."

_DIRECTIVE = re.compile(
    r"^(?:\.\.[ \t]+qapi-doc::|[:`~]{3,}\{qapi-doc\})[ \t]*(?P<file>\S.*?)[ \t]*\n"
    r"(?P<options>(?:[ \t]*:[\w-]+:.*\n?)+)",
    re.MULTILINE,
)
"""The directive at the left margin: what is indented may be an example."""

_OPTION = re.compile(r"^[ \t]*:([\w-]+):[ \t]*(.*?)[ \t]*$", re.MULTILINE)


class Asked(NamedTuple):
    """A directive of a document that asks for pages."""

    docname: str
    file: str
    namespace: str
    split: Split


def write_pages(app: Sphinx) -> None:
    """Write the pages that documents ask for, and remove those that none asks for any more."""
    domain = cast("QapiDomain", app.env.get_domain("qapi"))
    known: dict[str, tuple[Asked, ...]] = domain.data["asked"]
    app.env.find_files(app.config, app.builder)
    for docname in sorted(app.env.found_docs):
        asked = tuple(_asked_of(app.env, docname))
        if asked != known.get(docname, ()) or not _is_current(app.env, domain, docname, asked):
            _write_all(app, docname, asked)
            known[docname] = asked
    for docname in known.keys() - app.env.found_docs:
        _write_all(app, docname, ())
        del known[docname]


def _is_current(
    env: BuildEnvironment, domain: QapiDomain, docname: str, asked: Iterable[Asked]
) -> bool:
    """Tell whether the pages of a document are there, and its schemas as they were."""
    roots = [root_of(env, docname, each.file) for each in asked]
    return all(domain.is_unchanged(str(root)) for root in roots) and all(
        Path(env.doc2path(page)).exists()
        for page in (env.all_docs if asked else ())
        if page.startswith(f"{docname}/")
    )


def _write_all(app: Sphinx, docname: str, asked: Iterable[Asked]) -> None:
    """Write the pages; remove others only if it is known for sure which there have to be."""
    documents = {each: _document(app, each) for each in asked}
    wanted = {
        Path(app.srcdir, page + SUFFIX): f"{MARK}\n\n{content}"
        for each, document in documents.items()
        if document is not None
        for page, content in _texts(app, each, document)
    }
    for path, content in wanted.items():
        _write(path, content)
    if any(document is None or document.unread for document in documents.values()):
        return
    for path in Path(app.srcdir, docname).rglob("*" + SUFFIX):
        if path not in wanted:
            _remove(path)


def _asked_of(env: BuildEnvironment, docname: str) -> Iterator[Asked]:
    try:
        text = Path(env.doc2path(docname)).read_text("utf-8", "replace")
    except OSError:
        return  # a page that was taken away just now, or one that Sphinx complains of
    if "qapi-doc" in text:
        yield from asked_in(docname, text)


def asked_in(docname: str, text: str) -> Iterator[Asked]:
    """Find the directives of a document, in rST or MyST, that ask for pages.

    One with an error, which the directive tells, asks for none.
    """
    for found in _DIRECTIVE.finditer(text):
        options = dict(_OPTION.findall(found["options"]))
        split = options.get("split", "")
        if split not in tuple(Split) or split == Split.NONE:
            continue
        if options.keys() & {*PARTS, *OF_MODULE} != {"split"}:
            continue
        with suppress(ValueError):
            named = "namespace" in options
            namespace = checked_namespace(options["namespace"]) if named else ""
            yield Asked(docname, found["file"], namespace, Split(split))


def _document(app: Sphinx, asked: Asked) -> Document | None:
    """Read the schema; give none if the directive has an error to tell."""
    from qapidoc.config import ConfigError

    root = root_of(app.env, asked.docname, asked.file)
    domain = cast("QapiDomain", app.env.get_domain("qapi"))
    try:
        if root is None:
            return None
        return domain.schemas.document(root, outside=app.config.qapidoc_allow_outside)
    except (ConfigError, OSError):
        return None


def _texts(app: Sphinx, asked: Asked, document: Document) -> Iterator[tuple[str, str]]:
    """Give the names of the pages and their texts."""
    from qapidoc.sphinxext.pages.plan import page_texts, plan_pages

    pages = plan_pages(document, asked.split, asked.docname)
    file = "/" + Path(os.path.relpath(document.root, app.srcdir)).as_posix()
    yield from page_texts(pages, file, asked.namespace)


def _write(path: Path, content: str) -> None:
    with _told("cannot write the page %s: %s", path):
        if path.exists() and not _is_made(path):
            message = __("%s is in the place of a page that :split: asks for; rename it")
            logger.warning(message, path, type="qapidoc", subtype="page")
        elif not path.exists() or path.read_bytes() != content.encode():
            path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(path, content.encode())


def _remove(path: Path) -> None:
    with _told("cannot remove the page %s: %s", path):
        if _is_made(path):
            path.unlink()


@contextmanager
def _told(message: str, path: Path) -> Iterator[None]:
    """Warn of what the system refuses to do."""
    try:
        yield
    except OSError as error:
        logger.warning(__(message), path, error.strerror, type="qapidoc", subtype="page")


def _is_made(path: Path) -> bool:
    with path.open(encoding="utf-8", errors="replace") as file:
        return file.readline().rstrip() == MARK
