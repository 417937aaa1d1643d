"""A name that begins with ``x-`` must be marked with the feature ``unstable``.

The prefix once told people that something is an experiment, and told programs nothing. Since 6.2
the feature ``unstable`` does, which introspection shows, and for which a policy can be set; what
is called ``x-`` and lacks it counts as stable. What came before 6.2 was looked through then, and
is left alone, as are coordinates: ``x-origin`` beside ``y-origin``.

Bad::

    ##
    # @x-stop-fan:
    #
    # Stop the fan.
    #
    # Since: 9.1
    ##
    { 'command': 'x-stop-fan' }

Good::

    ##
    # @x-stop-fan:
    #
    # Stop the fan.
    #
    # Features:
    #
    # @unstable: This command is experimental.
    #
    # Since: 9.1
    ##
    { 'command': 'x-stop-fan', 'features': [ 'unstable' ] }
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from qapidoc.edition import EDITIONS, Usage, allowed
from qapidoc.findings import Finding, Severity
from qapidoc.rules.nouns import member_noun
from qapidoc.rules.rule import Context, Rule
from qapidoc.schema.comments import Comment, comment_of
from qapidoc.schema.model import Definition, EnumValue, Feature, Member
from qapidoc.schema.since import definition_since, section_since
from qapidoc.source import Span

PREFIX = "x-"
UNSTABLE = "unstable"


class Named(msgspec.Struct, frozen=True):
    """A definition, member, branch or value; ``member`` is `None` for the definition."""

    name: str
    span: Span
    features: tuple[Feature, ...]
    member: str | None = None

    @property
    def is_marked(self) -> bool:
        """Whether it has the feature."""
        return any(feature.name == UNSTABLE for feature in self.features)


def check(context: Context) -> Iterator[Finding]:
    """Look for names with the prefix, on what has the feature neither itself nor around it."""
    if not allowed(Usage.UNSTABLE_FEATURE, context.target):
        return
    for definition in context.definitions:
        suspects = [named for named in _named(definition) if named.name.startswith(PREFIX)]
        if not suspects or Named("", definition.span, definition.features).is_marked:
            continue
        comment = comment_of(context.schema, definition, context.target)
        names = {named.name for named in _named(definition)}
        for named in suspects:
            axis = named.name.replace(PREFIX, "y-", 1) in names
            if named.is_marked or axis or _is_old(comment, named):
                continue
            noun = member_noun(definition.kind) if named.member else definition.kind
            yield Finding(
                definition.path,
                named.span,
                f"{noun} '{named.name}' is experimental by its name, but not for programs; give it"
                f" the feature '{UNSTABLE}'",
                definition.name,
                named.member,
            )


def _named(definition: Definition) -> Iterable[Named]:
    """Give what a definition names but branches, which are values of the discriminator's enum."""
    yield Named(definition.name, definition.name_span, definition.features)
    parts: tuple[Member | EnumValue, ...] = definition.own_members
    for part in (*parts, *definition.values):
        yield Named(part.name, part.name_span, part.features, part.name)


def _is_old(comment: Comment | None, named: Named) -> bool:
    """Tell whether something is documented to have come before there was the feature."""
    if comment is None:
        return False
    section = comment.members.get(named.member or "")
    since = section_since(comment.source, section) if section is not None else None
    since = since or definition_since(comment.source, comment.doc)
    first = EDITIONS[Usage.UNSTABLE_FEATURE].since
    return since is not None and first is not None and since.release < first


RULE = Rule(
    name="naming-experimental",
    code="NA001",
    severity=Severity.WARNING,
    page=__doc__,
    check=check,
)
