"""The linter's findings as warnings of Sphinx."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.util import logging

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

logger = logging.getLogger(__name__)


def warn_of_findings(app: Sphinx, env: BuildEnvironment) -> None:
    """Lint the schemas that the documentation renders, once each, if the settings ask for it.

    A finding is a warning of the type ``qapidoc.RULE``, at its place in the schema.
    """
    if not app.config.qapidoc_lint:
        return
    from qapidoc.config import ConfigError, find_settings
    from qapidoc.engine.baseline import BaselineError, without_known
    from qapidoc.engine.plan import PlanError, make_plan
    from qapidoc.engine.result import UnreadableRootError
    from qapidoc.engine.run import lint
    from qapidoc.engine.selection import select_rules
    from qapidoc.findings import Severity
    from qapidoc.schema.workspace import Workspace

    roots = sorted({Path(r) for rs in env.get_domain("qapi").data["roots"].values() for r in rs})
    workspace = Workspace(outside=app.config.qapidoc_allow_outside)
    try:
        settings = find_settings(roots[0].parent if roots else Path(env.srcdir))
        config = settings.config
        selection = select_rules(settings)
        jobs = make_plan(roots, workspace, config, settings.origin).jobs
        result = lint(jobs, selection.rules, workspace, config)
        if config.baseline is not None:
            file = (config.folder or workspace.folder) / config.baseline
            result = without_known(result, file, workspace)
    except (BaselineError, ConfigError, PlanError, UnreadableRootError, OSError) as error:
        logger.warning("%s", error, type="qapidoc", subtype="lint")
        return
    for note in selection.notes:
        logger.info("%s", note)
    for finding in result.findings:
        file = (workspace.folder / finding.path).resolve()
        line = result.sources[finding.path].position(finding.span.start).line
        report = logger.error if finding.severity is Severity.ERROR else logger.warning
        report(
            "%s",
            finding.message,
            location=f"{file}:{line}",
            type="qapidoc",
            subtype=finding.rule,
        )
