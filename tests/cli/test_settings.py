"""Settings: read once, without a default for a secret."""

from datetime import UTC, date, datetime, timedelta

import pytest

from hub.settings.operator import SettingFaulty, SettingMissing, need, read_settings

SECRETS = ("issuer", "client_id", "client_secret", "secret_key", "base_url")
ALL = {f"HUB_{name.upper()}": f"some {name}" for name in SECRETS}


def test_nothing_secret_has_a_default():
    """An empty environment gives no issuer, no client, no key."""
    settings = read_settings({})

    assert [] == [name for name in SECRETS if getattr(settings, name)]
    assert settings.database_url is None


def test_an_empty_folder_is_not_the_one_where_we_stand(tmp_path):
    """Keys would be made and looked for wherever the command is typed."""
    settings = read_settings({"HUB_STATE": str(tmp_path), "HUB_KEYS": "", "HUB_PG_BIN": ""})

    assert tmp_path / "keys" == settings.keys
    assert settings.binaries is None
    assert read_settings({}).state == read_settings({"HUB_STATE": ""}).state


@pytest.mark.parametrize("name", SECRETS)
def test_what_is_missing_stops_the_start_by_its_name(name):
    """One at a time, and an empty one is a missing one."""
    variable = f"HUB_{name.upper()}"

    for environ in ({**ALL, variable: ""}, {key: value for key, value in ALL.items() if key != variable}):
        with pytest.raises(SettingMissing, match=f"^not set: {variable}$"):
            need(read_settings(environ), *SECRETS)


def test_what_is_there_is_enough():
    """The same settings come back."""
    settings = read_settings(ALL)

    assert settings is need(settings, *SECRETS)


def test_settings_do_not_print_themselves():
    """They hold secrets and an address that may hold a password."""
    settings = read_settings({**ALL, "HUB_DATABASE_URL": "postgresql://{role}:geheim@db/hub"})

    assert "geheim" not in repr(settings)
    assert "some" not in repr(settings)


def test_each_role_has_its_own_address():
    """One database, one login for each process group."""
    settings = read_settings({"HUB_DATABASE_URL": "postgresql://{role}@db/hub"})

    assert "postgresql+psycopg://hub_jobcenter@db/hub" == settings.login("hub_jobcenter")
    assert read_settings({}).login("hub_jobcenter") is None


def test_the_clock_is_the_real_one_unless_a_demo_shifts_it():
    """By seconds, in UTC."""
    now = datetime.now(UTC)
    shifted = read_settings({"HUB_CLOCK_OFFSET": "-86400", "HUB_STICHTAG": "2026-11-16"})

    assert timedelta(0) <= read_settings({}).clock() - now < timedelta(minutes=1)
    assert timedelta(0) <= shifted.clock() - (now - timedelta(days=1)) < timedelta(minutes=1)
    assert date(2026, 11, 16) == shifted.stichtag


@pytest.mark.parametrize(
    "address", ["", "quatsch", "mysql://hub_owner:geheim@db/hub", "postgresql://hub_owner:geheim@db:port/hub"]
)
def test_an_address_of_no_postgresql_stops_the_start(address):
    """Also an empty one, which is not the embedded server; it may hold a password and is not repeated."""
    with pytest.raises(SettingFaulty, match=r"^HUB_DATABASE_URL: not an address like postgresql://") as stopped:
        read_settings({"HUB_DATABASE_URL": address})

    assert "geheim" not in str(stopped.value)


@pytest.mark.parametrize("environ", [{"HUB_STICHTAG": "2026-02-30"}, {"HUB_CLOCK_OFFSET": "x"}])
def test_what_makes_no_sense_stops_the_start(environ):
    """By its name."""
    with pytest.raises(SettingFaulty, match=f"^{next(iter(environ))}: "):
        read_settings(environ)


def test_addresses_are_a_list_of_pairs():
    """What is no pair is left out."""
    settings = read_settings({"HUB_ADDRESSES": "jobcenter=https://a.invalid, jugendamt = https://b.invalid,x"})

    assert {"jobcenter": "https://a.invalid", "jugendamt": "https://b.invalid"} == settings.addresses
