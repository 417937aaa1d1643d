"""What to say of a token that the grammar does not allow where it stands."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from qapidoc.syntax.notation import Token

SHOWN: Mapping[str, str] = {
    "LBRACE": "'{'",
    "RBRACE": "'}'",
    "LSQB": "'['",
    "RSQB": "']'",
    "COLON": "':'",
    "COMMA": "','",
    "STRING": "a string",
    "TRUE": "'true'",
    "FALSE": "'false'",
    "DOC_COMMENT": "a doc comment",
}
"""How messages call the terminals."""

_VALUE = frozenset({"LBRACE", "LSQB", "STRING", "TRUE", "FALSE"})
_OTHER_CLOSER: Mapping[str, frozenset[str]] = {
    "LBRACE": frozenset({"RSQB"}),
    "LSQB": frozenset({"RBRACE"}),
}
"""What cannot close a bracket, though the parser may find that out one token later."""

_ADVICE: Mapping[str, str] = {
    "True": "; write 'true'",
    "False": "; write 'false'",
    '"': "; write strings in single quotes",
}


def unexpected(
    token: Token, following: Sequence[Token], opened: Sequence[Token], expected: Collection[str]
) -> str:
    """Say what is wrong with `token`, and what could stand in its place.

    `following` are the tokens behind it on its line, `opened` the brackets that are open,
    `expected` the terminals that the grammar allows.
    """
    if token.type == "UNCLOSED_STRING":
        return 'this string is not closed on its line; close it with a "\'"'
    if not opened:
        noun = "the string " if token.type == "STRING" else ""
        return f"{noun}{found(token)} stands outside of any expression; one begins with '{{'"
    inner = opened[-1].type
    if token.type in {"WORD", "STRING"} and _quotes_are_uneven(following):
        return (
            f"a quote is missing before {found(token)} or behind it; on this line they are uneven"
        )
    if token.type == "COLON" and inner == "LSQB":
        return "a list has no keys; write '{' and '}' around members"
    message = f"{found(token)} cannot stand here"
    if token.text in _ADVICE:
        return message + _ADVICE[token.text]
    if token.type == "WORD" and token.text[0].isalpha() and "STRING" in expected:
        return f"{message}; write it in single quotes"
    return f"{message}; {_wanted(set(expected) - _OTHER_CLOSER[inner])} can"


def found(token: Token) -> str:
    """Show a token in a sentence."""
    if token.type in SHOWN and token.type != "STRING":
        return SHOWN[token.type]
    shown = token.text if len(token.text) <= 30 else token.text[:29] + "…"
    return shown if token.type == "STRING" else f"'{shown}'"


def _wanted(expected: Collection[str]) -> str:
    """Name what the grammar allows: ``a value, ']' or ','``."""
    told = [SHOWN[name] for name in SHOWN if name in expected]
    if set(expected) > _VALUE:
        others = [SHOWN[name] for name in SHOWN if name in expected and name not in _VALUE]
        told = ["a value", *others]
    return " or ".join(part for part in (", ".join(told[:-1]), told[-1]) if part)


def _quotes_are_uneven(following: Sequence[Token]) -> bool:
    """Tell whether a string that its line does not close follows on the line."""
    return any(token.type == "UNCLOSED_STRING" for token in following)
