"""What schemas may use of rST, beside what there is."""

from __future__ import annotations

import pytest

from qapidoc.prose.allowed import DIRECTIVES, FORMS, REFUSED, ROLES, is_role, is_safe
from qapidoc.prose.directives import options_of


def test_nothing_is_both_allowed_and_refused():
    assert frozenset() == (DIRECTIVES | ROLES) & REFUSED


@pytest.mark.parametrize(
    "name, expected",
    [("", True), ("any", True), ("qapi:cmd", True), ("qapi:cmmd", False), ("c:func", True),
     ("raw", False)],
)  # fmt: skip
def test_is_role(name, expected):
    assert is_role(name) is expected


@pytest.mark.parametrize(
    "address, expected",
    [("https://example.org", True), ("page.html", True), ("mailto:a@b.org", True),
     ("javascript:x", False), (" JavaScript:x", False), ("data:text/html,x", False)],
)  # fmt: skip
def test_is_safe(address, expected):
    assert is_safe(address) is expected


@pytest.mark.parametrize(
    "name, option",
    [
        ("qmp-example", "annotated"),
        ("table", "widths"),
        ("note", "class"),
        ("code", "number-lines"),
    ],
)
def test_options_of_directives(name, option):
    assert option in options_of(name)


def test_all_forms_are_of_allowed_directives():
    assert FORMS.keys() <= DIRECTIVES
    assert options_of("include") == frozenset()
