"""The manual builds, names what there is, and shows what the program does."""

from __future__ import annotations

import html
import importlib.util
import inspect
import json
import os
import re
import shlex
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from docutils.parsers.rst import Directive
from sphinx.directives import ObjectDescription

from qapidoc.cli import main
from qapidoc.config import OWN_FILE, Config, find_config
from qapidoc.config.table import SETTINGS
from qapidoc.edition import Usage
from qapidoc.engine.plan import make_plan
from qapidoc.engine.run import lint
from qapidoc.rules.registry import RULES, SELECTORS
from qapidoc.rules.rule import Rule
from qapidoc.schema.workspace import Workspace

OTHER_PROGRAMS = {".", "autocmd", "cd", "git", "make", "pip", "pre-commit", "python3", "xdg-open"}
"""The commands, besides qapidoc, that the manual shows; how each is called is checked below."""


def program() -> click.Context:
    """What commands are called in."""
    return main.make_context("qapidoc", [], resilient_parsing=True)


def commands() -> dict[str, click.Command]:
    """The commands of `qapidoc`."""
    context = program()
    found = {name: main.get_command(context, name) for name in main.list_commands(context)}
    return {name: command for name, command in found.items() if command is not None}


def options(command: click.Command) -> set[str]:
    """All names of the options of a command."""
    context = click.Context(command, program())  # a command keeps the help option that it gives
    return {name for parameter in command.get_params(context) for name in parameter.opts} - {
        parameter.name for parameter in command.params if isinstance(parameter, click.Argument)
    }


def pages(checkout: Path) -> dict[str, str]:
    """The texts of the manual, and the README."""
    docs = checkout / "docs"
    texts = {str(path.relative_to(docs)): path.read_text("utf-8") for path in docs.rglob("*.rst")}
    return texts | {"README.md": (checkout / "README.md").read_text("utf-8")}


def shown_commands(text: str) -> Iterator[str]:
    """The command lines in a page."""
    for line in text.splitlines():
        prompt, _, command = line.strip().partition(" ")
        if prompt == "$":
            yield command
    for block in re.findall(r"```sh\n(.*?)```", text, re.DOTALL):
        for line in block.splitlines():
            if line.strip() and not line.startswith("#"):
                yield line.partition(" # ")[0]


def rules_in(arguments: Sequence[str]) -> set[str]:
    """The rules that arguments select or ignore."""
    values = [value for option, value in pairwise(arguments) if option in {"--select", "--ignore"}]
    return {name for value in values for name in value.split(",")}


@pytest.fixture(scope="module")
def manual(checkout, tmp_path_factory) -> Path:
    """The folder with the manual, built as `make docs` builds it."""
    folder: Path = tmp_path_factory.mktemp("manual")
    command = [sys.executable, "-m", "sphinx", "--fail-on-warning", "--keep-going", "--quiet"]
    command += ["-d", str(folder / "doctrees"), str(checkout / "docs"), str(folder / "html")]
    done = subprocess.run(command, cwd=checkout, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder / "html"


def test_the_manual_builds_without_a_warning(manual):
    assert (manual / "index.html").is_file()


def test_the_manual_has_a_page_for_each_rule(manual):
    text = (manual / "rules.html").read_text("utf-8")
    assert [rule.name for rule in RULES if f'id="rule-{rule.name}"' not in text] == []


def test_the_manual_tells_what_each_release_allowed(manual):
    text = html.unescape(
        re.sub(r"<[^>]*>", "", (manual / "language-by-release.html").read_text("utf-8"))
    )
    assert [usage for usage in Usage if usage.value not in text] == []


def test_the_manual_describes_each_option(manual, checkout):
    sources = pages(checkout)
    for name, command in commands().items():
        directive = f".. command-options:: {name}\n"
        (page,) = (page for page, source in sources.items() if directive in source)
        text = (manual / page).with_suffix(".html").read_text("utf-8")
        found = set(re.findall(rf'id="cmdoption-qapidoc-{name}-([\w-]+)"', text))
        assert {option.lstrip("-") for option in options(command)} <= found, name


def test_the_manual_describes_each_setting(manual):
    text = (manual / "configuration.html").read_text("utf-8")
    assert [name for name in SETTINGS if f'id="confval-{name}"' not in text] == []


def test_the_manual_names_each_setting_of_the_extension(checkout):
    from qapidoc.sphinxext.extension import SETTINGS

    text = pages(checkout)["sphinx.rst"]
    assert {name for name, *_ in SETTINGS if f".. confval:: {name}\n" not in text} == set()


SPHINX_S_OPTIONS = frozenset(ObjectDescription.option_spec)


def test_the_manual_names_each_directive_and_role(checkout):
    from qapidoc.sphinxext import extension
    from qapidoc.sphinxext.domain import QapiDomain
    from qapidoc.sphinxext.written import Written

    text = pages(checkout)["sphinx.rst"]
    directives = (
        directive
        for directive in vars(extension).values()
        if inspect.isclass(directive)
        and issubclass(directive, Directive)
        and directive not in extension.WRITTEN.values()
    )
    wanted = [f"``:qapi:{role}:``" for role in QapiDomain.roles]
    wanted += [
        f".. rst:directive:: .. {name}::"
        for name in re.findall(r'add_directive\("([\w-]+)"', inspect.getsource(extension))
    ]
    wanted += [
        f".. rst:directive:option:: {option}"
        for directive in directives
        for option in directive.option_spec or ()
    ]
    wanted += [f"``qapi:{name}``" for name in extension.WRITTEN]
    wanted += [
        f"``:{option}:``" for option in Written.option_spec if option not in SPHINX_S_OPTIONS
    ]
    assert [words for words in wanted if not re.search(re.escape(words) + r"(?![\w-])", text)] == []


def test_shown_commands_exist(checkout):
    """Whatever the manual and the README tell to type can be typed."""
    makefile = (checkout / "Makefile").read_text("utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    project = tomllib.loads((checkout / "pyproject.toml").read_text("utf-8"))["project"]
    extras = set(project["optional-dependencies"])
    wrong = []
    for page, text in pages(checkout).items():
        for line in shown_commands(text):
            words = [word for word in shlex.split(line) if not re.fullmatch(r"[A-Z_]+=.*", word)]
            match words:
                case ["qapidoc", "--version"]:
                    right = True
                case ["qapidoc", name, *arguments]:
                    used = {w.partition("=")[0] for w in arguments if re.match(r"-\w|--.", w)}
                    right = name in commands() and used <= options(commands()[name])
                    right = right and rules_in(arguments) <= SELECTORS
                case ["make", target, *_]:
                    right = target in targets
                case ["pip", "install", *what]:
                    found = re.findall(r"\[([a-z,]+)\]", " ".join(what))
                    right = {extra for names in found for extra in names.split(",")} <= extras
                case [program, *_]:
                    right = program in OTHER_PROGRAMS or program.startswith(".venv/bin/")
                case _:
                    right = False
            if not right:
                wrong.append(f"{page}: {line}")
    assert wrong == []


def test_links_and_pictures_of_the_readme_are_there(checkout):
    text = (checkout / "README.md").read_text("utf-8")
    targets = [t for t in re.findall(r"\]\(([^)#]+)", text) if not t.startswith("https://")]
    assert targets
    assert [target for target in targets if not (checkout / target).exists()] == []
    assert (checkout / "docs" / "images" / "site.png").stat().st_size < 300_000


# --- what the manual shows of the program ----------------------------------------------------


@pytest.mark.parametrize(
    "arguments, file, status",
    [
        (["lint", "--output-format", "text", "lamp.json"], "lamp.txt", 1),
        (["lint", "--output-format", "json", "lamp.json"], "lamp.findings.json", 1),
        (["config", "--ignore", "style-single-blank"], "settings/config.txt", 0),
    ],
)
def test_shown_output_is_that_of_the_program(checkout, monkeypatch, arguments, file, status):
    folder = checkout / "docs" / "examples"
    monkeypatch.chdir((folder / file).parent)
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == status, result.output
    if os.environ.get("QAPIDOC_UPDATE_SNAPSHOTS"):
        (folder / file).write_text(result.stdout, "utf-8")
    assert result.stdout.rstrip() == (folder / file).read_text("utf-8").rstrip()


def test_the_finding_in_the_readme_is_real(checkout, monkeypatch):
    monkeypatch.chdir(checkout)
    text = (checkout / "README.md").read_text("utf-8")
    shown = re.findall(r"```console\n\$ (qapidoc lint [^\n]*)\n(.*?)```", text, re.DOTALL)
    assert shown
    for line, output in shown:
        arguments = [*shlex.split(line)[1:], "--output-format", "text"]
        given = CliRunner().invoke(main, arguments).stdout
        if output.rstrip().endswith("…"):
            assert given.startswith(output.rstrip().removesuffix("…").rstrip())
        else:
            assert given.rstrip() == output.rstrip()


def test_the_histories_in_the_manual_are_real(checkout, corpus, monkeypatch):
    monkeypatch.chdir(corpus / "releases" / "10.2.2")
    text = pages(checkout)["history.rst"]
    shown = re.findall(
        r"^   \$ qapidoc (.*)\n((?:   [^$\n].*\n|\n(?=   [^$\n]))+)", text, re.MULTILINE
    )
    assert len(shown) == 2
    for line, output in shown:
        arguments = shlex.split(line)
        arguments += ["--history", "bundled"] if arguments[0] == "history" else []
        given = CliRunner().invoke(main, [*arguments, "--no-cache"]).stdout
        wanted = inspect.cleandoc(f"   {output.strip()}")
        if wanted.endswith("…"):
            assert given.startswith(wanted.removesuffix("…").rstrip())
        else:
            assert given.rstrip() == wanted


def test_the_shown_error_is_that_of_a_wrong_value(checkout, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    text = (checkout / "docs" / "examples" / "settings" / OWN_FILE).read_text("utf-8")
    (tmp_path / OWN_FILE).write_text(text.replace('"error"', '"eror"'), "utf-8")
    result = CliRunner().invoke(main, ["config"])
    assert result.exit_code == 2
    assert f"   {result.stderr}" in pages(checkout)["configuration.rst"]


def test_shown_settings_can_be_read(checkout, tmp_path):
    for file, text in toml_blocks(pages(checkout)):
        (tmp_path / file).write_text(text, "utf-8")
        config = find_config(tmp_path)
        assert config.folder == tmp_path
        assert {*config.select, *config.ignore} <= SELECTORS
        (tmp_path / file).unlink()


def toml_blocks(texts: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The settings that the manual shows, with the names of the files they are for."""
    blocks = re.findall(
        r"^\.\. code-block:: toml\n   :caption: (\S+)\n\n((?:   .*\n|\n)+)",
        texts["configuration.rst"],
        re.MULTILINE,
    )
    assert blocks
    for file, block in blocks:
        yield file, inspect.cleandoc(block)


def test_the_rule_that_the_manual_shows_works(checkout, tmp_path):
    path = checkout / "docs" / "examples" / "event_like_command.py"
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    rule: Rule = module.RULE
    assert rule.code not in {other.code for other in RULES}
    assert rule.name not in {other.name for other in RULES}
    bad, good = re.findall(r"^(?:Bad|Good)::\n\n((?:    .*\n?|\n)+)", rule.manual, re.MULTILINE)
    for text, expected in ((bad, ["STOP_MACHINE"]), (good, [])):
        schema = tmp_path / "schema.json"
        schema.write_text(inspect.cleandoc(text) + "\n", "utf-8")
        workspace = Workspace(tmp_path)
        plan = make_plan([schema], workspace, Config())
        found = lint(plan.jobs, [rule], workspace, Config()).findings
        assert [finding.definition for finding in found] == expected


def test_the_schema_of_the_json_fits_what_the_manual_shows(checkout):
    import jsonschema

    schema = json.loads((checkout / "docs" / "findings.schema.json").read_text("utf-8"))
    shown = json.loads((checkout / "docs" / "examples" / "lamp.findings.json").read_text("utf-8"))
    jsonschema.Draft202012Validator(schema).validate(shown)
