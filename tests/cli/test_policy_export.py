"""`hub policy export`: a file, or a plain line on what is wrong."""

from click.testing import CliRunner

from hub.cli.commands import hub


def _export(*arguments):
    return CliRunner().invoke(hub, ["policy", "export", *map(str, arguments)])


def test_the_rules_of_this_hub_become_a_file(tmp_path):
    """With the digest on the last line."""
    done = _export(tmp_path / "rules.pdf")

    assert 0 == done.exit_code
    assert (tmp_path / "rules.pdf").read_bytes().startswith(b"%PDF")


def test_wrong_input_has_status_2_and_leaves_no_file(tmp_path):
    """A folder without rules; a place where nothing can be written."""
    assert 2 == _export(tmp_path / "rules.pdf", tmp_path).exit_code
    assert not (tmp_path / "rules.pdf").exists()
    assert 2 == _export(tmp_path / "nowhere" / "rules.pdf").exit_code
