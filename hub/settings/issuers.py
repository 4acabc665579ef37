"""Providers of identity beside the first: each agency may bring its own."""

import json
import re
from collections.abc import Mapping

from hub.settings.faults import SettingFaulty
from hub.web.desk import Issuer

VARIABLE = "HUB_OTHER_ISSUERS"
NEEDED = frozenset({"name", "issuer", "client_id", "client_secret"})
_NAME = re.compile(r"[a-z0-9-]{1,40}")
_SHAPE = f'{VARIABLE}: not a list like [{{"name": "…", "label": "…", "issuer": "…", "client_id": "…", …}}]'


def read_other_issuers(environ: Mapping[str, str]) -> tuple[Issuer, ...]:
    """The list in `HUB_OTHER_ISSUERS`. What is wrong is said without what stands there: it holds secrets."""
    text = environ.get(VARIABLE)
    if not text:
        return ()
    try:
        found = json.loads(text)
    except ValueError as error:
        raise SettingFaulty(_SHAPE) from error
    if not isinstance(found, list):
        raise SettingFaulty(_SHAPE)
    issuers = tuple(_issuer(number, one) for number, one in enumerate(found))
    for what, words in (("name", [one.name for one in issuers]), ("issuer", [one.url for one in issuers])):
        if len({*words, environ.get("HUB_ISSUER", "")}) <= len(words):
            raise SettingFaulty(f"{VARIABLE}: {what} given twice")
    return issuers


def _issuer(number: int, one: object) -> Issuer:
    place = f"{VARIABLE}[{number}]"
    if not isinstance(one, dict) or not all(isinstance(word, str) and word for word in one.values()):
        raise SettingFaulty(_SHAPE)
    if missing := sorted(NEEDED - set(one)):
        raise SettingFaulty(f"{place}: needs {', '.join(missing)}")
    if unknown := sorted(set(one) - NEEDED - {"label", "acr"}):
        raise SettingFaulty(f"{place}: {len(unknown)} keys that are not known here")
    if not _NAME.fullmatch(one["name"]):
        raise SettingFaulty(f"{place}.name: only small letters, digits and hyphens")
    label = str(one.get("label", one["name"]))
    return Issuer(one["name"], label, one["issuer"], one["client_id"], one["client_secret"], one.get("acr", ""))
