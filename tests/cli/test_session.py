"""What all commands that lint share."""

from __future__ import annotations

from qapidoc.cli.session import Session
from qapidoc.config import Config, Settings
from qapidoc.engine import selection


def test_an_odd_selection_is_told_once_however_often_the_rules_run(
    tmp_path, bad, monkeypatch, capsys
):
    chosen = selection.select_rules(Settings(Config(), {}))
    odd = selection.Selection(chosen.verdicts, ("an old name",))
    monkeypatch.setattr(selection, "select_rules", lambda _settings: odd)
    session = Session([tmp_path / bad], Settings(Config(), {}))
    session.lint()
    session.fix(unsafe=True)
    assert capsys.readouterr().err == "qapidoc: an old name\n"
