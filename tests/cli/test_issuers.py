"""Providers of identity beside the first, out of the environment."""

import json

import pytest

from hub.settings.operator import SettingFaulty, read_settings

OTHER = {
    "name": "jugendamt",
    "label": "Jugendamt",
    "issuer": "https://b.invalid",
    "client_id": "hub",
    "client_secret": "geheim",
}


def _read(*issuers: object) -> tuple:
    return read_settings({"HUB_ISSUER": "https://a.invalid", "HUB_OTHER_ISSUERS": json.dumps(issuers)}).other_issuers


def test_another_issuer_comes_with_its_own_client():
    """Name, label, address and secret of each; without the variable there is none."""
    [other] = _read(OTHER)

    assert ("jugendamt", "Jugendamt", "https://b.invalid", "geheim") == (
        other.name,
        other.label,
        other.url,
        other.client_secret,
    )
    assert "geheim" not in repr(other)
    assert () == read_settings({}).other_issuers == read_settings({"HUB_OTHER_ISSUERS": ""}).other_issuers


@pytest.mark.parametrize(
    "issuers",
    [
        ["geheim"],
        [{**OTHER, "client_secret": ""}],
        [{key: word for key, word in OTHER.items() if key != "client_secret"}],
        [{**OTHER, "geheim": "x"}],
        [{**OTHER, "name": "Ge heim"}],
        [{**OTHER, "name": "../geheim"}],
        [OTHER, {**OTHER, "issuer": "https://c.invalid"}],
        [OTHER, {**OTHER, "name": "third"}],
        [{**OTHER, "issuer": "https://a.invalid"}],
        [{**OTHER, "client_id": 7}],
    ],
)
def test_a_list_that_is_wrong_stops_the_start_without_what_stands_there(issuers):
    """Two of one name or address would be one answering for the other."""
    with pytest.raises(SettingFaulty, match=r"^HUB_OTHER_ISSUERS") as stopped:
        _read(*issuers)

    assert "geheim" not in str(stopped.value)


@pytest.mark.parametrize("text", ["geheim", "{}", "[", "7", '"geheim"'])
def test_what_is_no_list_stops_the_start(text):
    """The shape that it should have is said."""
    with pytest.raises(SettingFaulty, match=r"not a list like") as stopped:
        read_settings({"HUB_OTHER_ISSUERS": text})

    assert "geheim" not in str(stopped.value)
