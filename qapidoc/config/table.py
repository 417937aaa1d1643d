"""The settings that there are: the one table that all else about them is made from."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import msgspec

from qapidoc.config import readers
from qapidoc.config.record import Config


class Setting(msgspec.Struct, frozen=True):
    """One setting.

    `read` turns what TOML holds into what `Config` holds; `form` says what that may be, `example`
    shows it, and `meaning` is what the manual says of it, in rST. `one_word` marks those whose
    values, or the values in whose tables, are single strings, which ``--config KEY=VALUE`` takes
    without quotes. `table` marks tables, whose entries can be given one by one. What is
    `relative` is about paths relative to the folder of the file. `unset` says what the default is
    where the record has nothing.
    """

    name: str
    read: Callable[[object], object]
    form: str
    example: str
    meaning: str
    unset: str = ""
    one_word: bool = False
    table: bool = False
    relative: bool = False

    @property
    def field(self) -> str:
        """The name in the record."""
        return self.name.replace("-", "_")

    @property
    def default(self) -> object:
        """The value in the record if nobody gives one."""
        return getattr(Config(), self.field)


_SETTINGS = (
    Setting(
        "required-version",
        readers.read_requirement,
        "version specifier",
        'required-version = ">=0.1"',
        "The versions of qapidoc that will do, as a specifier of PEP 440.  Any other one says so,"
        " and ends with status 2, before it looks at the other settings.",
        unset="any",
        one_word=True,
    ),
    Setting(
        "schemas",
        readers.read_paths,
        "list of paths",
        'schemas = ["qapi/qapi-schema.json", "qga/qapi-schema.json"]',
        "The roots.  A root that is not there is an error.  Without the setting, the roots are"
        " found; see :ref:`roots`.",
        unset="looked for",
        relative=True,
    ),
    Setting(
        "exclude",
        readers.read_patterns,
        "list of patterns",
        'exclude = ["/attic/", "*-generated.json"]',
        "What to leave out, in the notation of ``.gitignore``.  A file that it leaves out is not"
        " linted even if the command line names it, as pre-commit does; a note on standard error"
        " says so.  Patterns that always hold are listed under :doc:`lint`.",
        unset="nothing",
        relative=True,
    ),
    Setting(
        "target-version",
        readers.read_target,
        "release of QEMU",
        'target-version = "10.2"',
        "The release to write for.  Without it, the nearest ``VERSION`` file tells, else it is the"
        " newest release known; see :ref:`target`.",
        unset="that of VERSION, or the newest",
        one_word=True,
    ),
    Setting(
        "select",
        readers.read_strings,
        "list of rules",
        'select = ["language", "union", "since-missing"]',
        "Families, codes or names of the rules to run, instead of those that are on by default.",
        unset="the default rules",
    ),
    Setting(
        "extend-select",
        readers.read_strings,
        "list of rules",
        'extend-select = ["style-long-line"]',
        "Rules to run besides.",
        unset="none",
    ),
    Setting(
        "ignore",
        readers.read_strings,
        "list of rules",
        'ignore = ["since-redundant"]',
        "Families, codes or names of the rules to leave out.",
        unset="none",
    ),
    Setting(
        "per-file-ignores",
        readers.read_file_ignores,
        "table from patterns to lists of rules",
        '[per-file-ignores]\n"/qapi/legacy/" = ["since", "member-undocumented"]',
        "Rules to leave out in some files.  The patterns are in the notation of ``.gitignore``.",
        unset="none",
        relative=True,
        table=True,
    ),
    Setting(
        "per-definition-ignores",
        readers.read_definition_ignores,
        "table from names to lists of rules",
        '[per-definition-ignores]\n"x-*" = ["since"]\n"DeviceInfo.id" = ["member-undocumented"]',
        "Rules to leave out in some definitions, by their names, in which ``*`` and ``?`` stand for"
        " any text and any character.  ``Definition.member`` names a member.",
        unset="none",
        table=True,
    ),
    Setting(
        "severity",
        readers.read_severities,
        "table from rules to severities",
        '[severity]\nsince-missing = "error"\nsection-order = "info"',
        "Other severities for some rules: ``error``, ``warning`` or ``info``.",
        unset="each rule's own",
        one_word=True,
        table=True,
    ),
    Setting(
        "preview",
        readers.read_flag,
        "true or false",
        "preview = true",
        "Whether rules that are still in preview run, if they are selected.",
    ),
    Setting(
        "baseline",
        readers.read_path,
        "path",
        'baseline = "qapidoc-baseline.json"',
        "A file with findings that are known already, and not to be shown.",
        unset="none",
        relative=True,
        one_word=True,
    ),
    Setting(
        "history",
        readers.read_path,
        "source or path",
        'history = "bundled+git"',
        "Where it is known from which release has what: ``bundled``, which knows QEMU's own"
        " schemas; ``git``, the tags of the repository that the schema is in; ``bundled+git``, the"
        " former extended by tags of later releases; ``off``; or a path, to a folder of releases or"
        " to what ``qapidoc history --write`` has written.  See :doc:`history`.",
        relative=True,
        one_word=True,
    ),
    Setting(
        "fail-on",
        readers.read_severity,
        "severity",
        'fail-on = "error"',
        "The least severity of findings with exit status 1: ``error``, ``warning`` or ``info``.",
        one_word=True,
    ),
)

SETTINGS: Mapping[str, Setting] = {setting.name: setting for setting in _SETTINGS}
"""The settings by their names, in the order of the manual."""

RELATIVE = frozenset(setting.name for setting in _SETTINGS if setting.relative)
"""The settings about paths relative to the folder of the file."""
