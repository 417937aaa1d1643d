"""The exported model says what QEMU's front end says of the schemas that it accepts.

QEMU's test schemas come with a dump of what its front end made of each, ``NAME.out``. A dump is a
tree: a line belongs to the line above it that is indented less. `derived` makes the same tree from
the exported model and from nothing else: types that QEMU makes up for inline data and for arrays
are given the names that QEMU gives them, and the order is that in which QEMU makes things.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from qapidoc.export.model import export
from qapidoc.export.options import Options
from qapidoc.releases import Release, parse_release, parse_version_file
from qapidoc.schema.loader import load_schema
from qapidoc.schema.workspace import Workspace

Json = dict[str, Any]

SUITES = ("5.2.0", "10.2.2")

ROOTS = (
    "qapi/qapi-schema.json",
    "qga/qapi-schema.json",
    "storage-daemon/qapi/qapi-schema.json",
)


class Fact(NamedTuple):
    """A line of a dump without its indentation, and the facts below it."""

    line: str
    below: list[Fact]


# --- what a dump says ------------------------------------------------------------------------

DOC = re.compile(r"doc (?:freeform|symbol=.*)")
SECTION = re.compile(r"    (?:body|(?:arg|feature|section)=.*?)=?")


def dumped(text: str) -> list[Fact]:
    """Give the modules and the doc comments that a dump tells of."""
    found: list[Fact] = []
    open_facts: list[Fact] = []
    in_docs = False
    for line in text.splitlines():
        in_docs = in_docs or DOC.fullmatch(line) is not None
        depth = doc_depth(line) if in_docs else definition_depth(line)
        fact = Fact(line.strip() if depth < 2 or not in_docs else line, [])
        del open_facts[depth:]
        (open_facts[-1].below if open_facts else found).append(fact)
        open_facts.append(fact)
    return found


def definition_depth(line: str) -> int:
    """Tell below how many others a line is; all is below a module."""
    return 0 if line.startswith("module ") else 1 + (len(line) - len(line.lstrip())) // 4


def doc_depth(line: str) -> int:
    """Tell whether a line is of a comment (0), a section (1) or text (2)."""
    return 0 if DOC.fullmatch(line) else 1 if SECTION.fullmatch(line) else 2


# --- what the model says ---------------------------------------------------------------------


def derived(model: Json) -> list[Fact]:
    """Give the modules and the doc comments of an exported model, as a dump tells of them."""
    return Deriver(model).facts()


class Deriver:
    """What QEMU makes of a model."""

    def __init__(self, model: Json) -> None:
        self.model = model
        target = parse_release(model["target"])
        assert target is not None
        self.target = target
        self.modules = {module["path"]: module for module in model["modules"]}
        self.definitions = {d["name"]: d for d in model["definitions"]}
        self.builtins = {builtin["name"] for builtin in model["builtins"]}
        self.made: defaultdict[str, list[Fact]] = defaultdict(list)
        self.known: set[str] = set()
        self.docs: list[Fact] = []

    def facts(self) -> list[Fact]:
        order = [self.model["root"]]
        for path, item in self.items(self.model["root"], set()):
            if "path" in item:
                self.make(path, f"include {self.module(item['path'])}", [])
                order.append(item["path"])
            elif "sections" in item:
                self.docs.extend(self.free_form(item))
            else:
                if item["doc"] is not None:
                    self.docs.append(self.doc(item["doc"], item))
                self.definition(item)
        modules = [Fact(f"module {self.module(p)}", self.made[p]) for p in dict.fromkeys(order)]
        return [self.builtin_module(), *modules, *self.docs]

    def builtin_module(self) -> Fact:
        """Give what every schema has."""
        name = "None" if self.target < Release(6, 0) else "./builtin"
        prefix = [Fact("prefix QTYPE", [])] if self.target < Release(10, 0) else []
        (values,) = (b["values"] for b in self.model["builtins"] if b["name"] == "QType")
        members = [Fact(f"member {value}", []) for value in values]
        enum = Fact("enum QType", [*prefix, *members])
        return Fact(f"module {name}", [Fact("object q_empty", []), enum])

    def items(self, path: str, seen: set[str]) -> Iterator[tuple[str, Json]]:
        """Give includes, comments and definitions with their modules, as QEMU reads them."""
        seen.add(path)
        module = self.modules[path]
        own = [d for d in self.model["definitions"] if d["module"] == path]
        for item in sorted(
            (*module["includes"], *module["comments"], *own), key=lambda i: (i["line"], i["column"])
        ):
            yield path, item
            if "path" in item and item["path"] not in seen:
                yield from self.items(item["path"], seen)

    def module(self, path: str) -> str:
        """Give the name that QEMU has for a module."""
        return os.path.relpath(path, Path(self.model["root"]).parent)

    def make(self, path: str, line: str, facts: Iterable[Fact]) -> None:
        self.made[path].append(Fact(line, list(facts)))

    # --- definitions -------------------------------------------------------------------

    def definition(self, d: Json) -> None:
        name, path, always = d["name"], d["module"], self.always(d)
        match d["kind"]:
            case "enum":
                prefix = [Fact(f"prefix {d['prefix']}", [])] if d["prefix"] else []
                values = [Fact(f"member {v['name']}", self.always(v)) for v in d["values"]]
                self.make(path, f"enum {name}", [*prefix, *values, *always])
            case "struct":
                base = [Fact(f"base {d['base']}", [])] if d["base"] else []
                members = self.members(d["members"])
                self.make(path, f"object {name}", [*base, *members, *always])
            case "union" if d["simple"]:
                facts = self.simple_union(d)
                self.make(path, f"object {name}", [*facts, *always])
            case "union":
                base = [Fact(f"base {self.base(d)}", [])]
                branches = [*self.branches(d), *self.other_branches(d)]
                tag = Fact(f"tag {d['discriminator']}", [])
                self.make(path, f"object {name}", [*base, tag, *branches, *always])
            case "alternate":
                facts = [Fact("tag type", []), *self.branches(d)]
                self.make(path, f"alternate {name}", [*facts, *always])
            case "command":
                data = self.data(d)
                returns = self.type(d["returns"]) if d["returns"] else None
                line = f"command {name} {data} -> {returns}"
                self.make(path, line, [Fact(flags(d), []), *always])
            case "event":
                line = f"event {name} {self.data(d)}"
                self.make(path, line, [Fact(f"boxed={d['boxed']}", []), *always])

    def base(self, union: Json) -> str | None:
        if union["base_members"] is None:
            base: str | None = union["base"]
            return base
        return self.implicit(union, "base", union["base_members"])

    def data(self, d: Json) -> str | None:
        data: str | None = d["data"]
        return self.implicit(d, "arg", d["members"]) if d["members"] else data

    def implicit(self, d: Json, role: str, members: Sequence[Json]) -> str:
        """Give the name of the type of inline data, which is made for it."""
        name = f"q_obj_{d['name']}-{role}"
        facts = [*self.members(members), *self.when(d)]
        self.make(d["module"], f"object {name}", facts)
        return name

    def members(self, members: Sequence[Json]) -> list[Fact]:
        return [
            Fact(
                f"member {m['name']}: {self.type(m['type'])} optional={m['optional']}",
                self.always(m),
            )
            for m in members
        ]

    def type(self, ref: Json) -> str:
        """Give the name of a type; that of an array is made with its first use."""
        name: str = ref["name"]
        if not ref["array"]:
            return name
        if name not in self.builtins and f"{name}List" not in self.known:
            self.known.add(f"{name}List")
            element = self.definitions[name]
            self.make(element["module"], f"array {name}List {name}", self.when(element))
        return f"{name}List"

    def branches(self, d: Json) -> list[Fact]:
        return [
            Fact(f"case {b['name']}: {self.type(b['type'])}", self.when(b)) for b in d["branches"]
        ]

    def other_branches(self, union: Json) -> Iterator[Fact]:
        """Give those that are not written, and have no members."""
        written = {branch["name"] for branch in union["branches"]}
        members = {member["name"]: member for member in self.all_members(union)}
        tag = members[union["discriminator"]]
        for value in self.definitions[tag["type"]["name"]]["values"]:
            if value["name"] not in written:
                yield Fact(f"case {value['name']}: q_empty", self.when(value))

    def all_members(self, d: Json) -> Iterator[Json]:
        yield from d.get("base_members") or ()
        yield from d.get("members") or ()
        if d["base"] is not None:
            yield from self.all_members(self.definitions[d["base"]])

    def simple_union(self, d: Json) -> list[Fact]:
        """Give the facts of a union of before 6.2; its enum and the branches' types are made."""
        cases = []
        for branch in d["branches"]:
            type_name = self.type(branch["type"])
            wrapper = f"q_obj_{type_name}-wrapper"
            if wrapper not in self.known:
                self.known.add(wrapper)
                wrapped = self.definitions.get(branch["type"]["name"], {"condition": None})
                member = Fact(f"member data: {type_name} optional=False", [])
                self.make(d["module"], f"object {wrapper}", [member, *self.when(wrapped)])
            cases.append(Fact(f"case {branch['name']}: {wrapper}", self.when(branch)))
        values = [Fact(f"member {b['name']}", self.when(b)) for b in d["branches"]]
        self.make(d["module"], f"enum {d['name']}Kind", [*values, *self.when(d)])
        tag = Fact(f"member type: {d['name']}Kind optional=False", [])
        return [tag, Fact("tag type", []), *cases]

    # --- conditions and features -------------------------------------------------------

    def always(self, part: Json) -> list[Fact]:
        """Give when something is there, and its features."""
        features = [Fact(f"feature {f['name']}", self.when(f)) for f in part["features"]]
        return [*self.when(part), *features]

    def when(self, part: Json) -> list[Fact]:
        condition = part["condition"]
        if condition is None:
            return []
        value = written(condition)
        if self.target < Release(6, 2):
            value = value["all"] if isinstance(value, dict) else [value]
        return [Fact(f"if {value}", [])]

    # --- doc comments ------------------------------------------------------------------

    def free_form(self, doc: Json) -> Iterator[Fact]:
        """Give a comment without symbol; a heading in it began another one until 8.2."""
        text = "".join(self.text(section) for section in doc["sections"])
        parts = [text]
        if self.target < Release(9, 0):
            parts = [part.strip() for part in re.split(r"^(?==)", text, flags=re.MULTILINE)]
        for part in parts[not parts[0] :] or parts:
            yield Fact("doc freeform", [Fact("body=", lines(part))])

    def doc(self, doc: Json, d: Json) -> Fact:
        sections = list(doc["sections"])
        body = sections.pop(0) if sections and sections[0]["kind"] == "overview" else None
        facts = [self.section("body=", body)]
        described = [section for section in sections if section["kind"] == "member"]
        facts += [self.section(f"arg={section['name']}", section) for section in described]
        names = {section["name"] for section in described}
        facts += [self.section(f"arg={n}", None) for n in documentable(d) if n not in names]
        for section in sections:
            if section["kind"] == "feature":
                facts.append(self.section(f"feature={section['name']}", section))
        for section in sections:
            if section["kind"] in {"tag", "text"}:
                facts.append(self.section(f"section={self.section_name(section)}", section))
        return Fact(f"doc symbol={doc['symbol']}", facts)

    def section_name(self, section: Json) -> str | None:
        name: str | None = section["name"]
        if self.target < Release(10, 0):
            return name
        return name.title() if name else "Plain"

    def section(self, head: str, section: Json | None) -> Fact:
        return Fact(head, lines(self.text(section) if section is not None else ""))

    def text(self, section: Json) -> str:
        """Give a text indented as a dump shows it.

        Since 9.0, QEMU leaves it alone; before, it took away as much as the text beside the head
        had to its left.
        """
        begins, indent = section["text_place"], section["indent"]
        inline = begins is not None and begins["line"] == section["line"] and section["name"]
        if inline and self.target < Release(9, 0):
            indent -= begins["column"] - len("# @")
        text = "\n".join(
            line if not line or (inline and not index) else " " * indent + line
            for index, line in enumerate(section["text"].split("\n"))
        )
        return text.strip() if self.target < Release(9, 0) else text


def lines(text: str) -> list[Fact]:
    return [Fact(line, []) for line in text.split("\n")]


def flags(command: Json) -> str:
    return (
        f"gen={command['gen']} success_response={command['success_response']}"
        f" boxed={command['boxed']} oob={command['allow_oob']}"
        f" preconfig={command['allow_preconfig']}"
        + (" coroutine=True" if command["coroutine"] else "")
    )


def written(condition: Json) -> Any:
    """Give a condition as the schema writes it."""
    ((operator, operand),) = condition.items()
    match operator:
        case "all" | "any":
            return {operator: [written(inner) for inner in operand]}
        case "not":
            return {operator: written(operand)}
        case _:
            return operand


def documentable(d: Json) -> list[str]:
    """Give the names that QEMU wants a comment to describe."""
    parts = [*d.get("values", ()), *(d.get("base_members") or ()), *d.get("members", ())]
    if d["kind"] == "alternate":
        parts += d["branches"]
    return [part["name"] for part in parts] + (["type"] if d.get("simple") else [])


# --- the comparison --------------------------------------------------------------------------


def model_of(path: Path, target: Release, folder: Path | None = None) -> Json:
    """Give the exported model of the schema at `path`."""
    return export(load_schema(path, Workspace(folder or path.parent)), Options(target))


def paths(facts: Iterable[Fact], above: tuple[str, ...] = ()) -> Iterator[str]:
    """Write each fact with those above it."""
    for fact in facts:
        below = (*above, fact.line)
        yield " > ".join(below)
        yield from paths(fact.below, below)


def differences(schema: str, dump: str, model: Json) -> list[str]:
    """Tell in which facts a dump and a model differ; where in none, then in their order."""
    theirs, ours = list(paths(dumped(dump))), list(paths(derived(model)))
    lacking, extra = Counter(theirs) - Counter(ours), Counter(ours) - Counter(theirs)
    told = [f"{schema}: the model lacks: {fact}" for fact in lacking.elements()]
    told += [f"{schema}: only the model has: {fact}" for fact in extra.elements()]
    if told or theirs == ours:
        return told
    wanted, found = next(pair for pair in zip(theirs, ours, strict=True) if pair[0] != pair[1])
    return [f"{schema}: the dump has here: {wanted}; the model has: {found}"]


def accepted(suite: Path) -> list[Path]:
    """Give the schemas of a suite that QEMU accepts."""
    return sorted(dump.with_suffix(".json") for dump in suite.glob("*.out") if dump.stat().st_size)


def suite_differences(suite: Path, target: Release) -> list[str]:
    return [
        line
        for path in accepted(suite)
        for dump in [path.with_suffix(".out").read_text("utf-8")]
        for line in differences(path.name, dump, model_of(path, target))
    ]


@pytest.mark.parametrize("release", SUITES)
def test_dumps_of_the_corpus(corpus, release):
    suite = corpus / "upstream-tests" / release
    assert suite / "doc-good.json" in accepted(suite)
    target = parse_release(release)
    assert target is not None
    assert suite_differences(suite, target) == []


# --- the comparison can fail -----------------------------------------------------------------


@pytest.mark.parametrize("release", SUITES)
def test_each_line_of_a_dump_counts(corpus, release):
    path = corpus / "upstream-tests" / release / "doc-good.json"
    target = parse_release(release)
    assert target is not None
    model = model_of(path, target)
    lines = path.with_suffix(".out").read_text("utf-8").splitlines()
    ours = list(paths(derived(model)))
    missed = [
        f"{path.name}:{number}: {line}"
        for number, line in enumerate(lines, 1)
        if list(paths(dumped("\n".join(lines[: number - 1] + lines[number:])))) == ours
    ]
    assert missed == []


NO_FACT = {"line", "column", "text_place", "since"}
"""Keys for which a dump has nothing."""


def changes(value: Any, place: str) -> Iterator[tuple[str, Any]]:
    """Give copies of a JSON value, in each of which one thing is another one or not there."""
    match value:
        case bool():
            yield place, not value
        case str():
            yield place, value + "x"
        case list():
            for index, item in enumerate(value):
                before, after = value[:index], value[index + 1 :]
                yield f"{place}[{index}]", [*before, *after]
                for inner, changed in changes(item, f"{place}[{index}]"):
                    yield inner, [*before, changed, *after]
        case dict():
            for key, item in value.items():
                if key not in NO_FACT:
                    for inner, changed in changes(item, f"{place}.{key}"):
                        yield inner, value | {key: changed}


@pytest.mark.parametrize("release", SUITES)
def test_each_fact_of_a_definition_counts(corpus, release):
    path = corpus / "upstream-tests" / release / "doc-good.json"
    target = parse_release(release)
    assert target is not None
    model = model_of(path, target)
    before = list(paths(derived(model)))
    made = 0
    for place, definitions in changes(model["definitions"], "definitions"):
        made += 1
        with suppress(KeyError):  # of a name that is no more
            after = list(paths(derived(model | {"definitions": definitions})))
            assert after != before, f"{path.name}: {place} makes no difference"
    assert made > 200


# --- other suites, and QEMU's own schemas ------------------------------------------------------


@pytest.mark.acceptance
def test_dumps_of_the_tree(qemu_tree):
    suite = qemu_tree / "tests" / "qapi-schema"
    assert suite / "qapi-schema-test.json" in accepted(suite)
    assert suite_differences(suite, version_of(qemu_tree)) == []


@pytest.mark.acceptance
@pytest.mark.parametrize("root", ROOTS)
def test_what_qemu_dumps_of_its_schemas(qemu_tree, root):
    lines = [
        "import importlib, sys",
        "sys.path[:0] = ['scripts', 'tests/qapi-schema']",
        f"importlib.import_module('test-qapi').test_frontend({root!r})",
    ]
    command = [sys.executable, "-B", "-c", "\n".join(lines)]
    done = subprocess.run(command, cwd=qemu_tree, capture_output=True, text=True, check=True)
    model = model_of(qemu_tree / root, version_of(qemu_tree), qemu_tree)
    assert differences(root, done.stdout, model) == []


def version_of(tree: Path) -> Release:
    release = parse_version_file((tree / "VERSION").read_text("utf-8"))
    assert release is not None
    return release
