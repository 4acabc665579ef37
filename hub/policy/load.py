"""Read the rule files. A file that is not right stops the start: no rule is better than half a rule."""

import hashlib
import json
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import best_match

from hub.policy.agreed import limits_of, read_agreed
from hub.policy.faults import Place, PolicyFaulty
from hub.policy.policies import PolicySet
from hub.policy.read import read_mandates, read_policy, read_roles
from hub.policy.read_acts import read_act
from hub.policy.read_promises import read_promises
from hub.policy.resources import FOLDER as RESOURCES
from hub.terms.catalogue import Catalogue
from hub.terms.consent_forms import FOLDER as FORMS
from hub.terms.retention import Keeping, Retention, Since

ROLES = Path("house", "roles.toml")
MANDATES = Path("house", "mandates.toml")
PROMISES = Path("invariants.toml")
RETENTION = Path("retention.toml")
REVIEW = "review"
"""The folder of what the review looks for: it opens nothing and shuts nothing."""
AGREED = Path("house", "agreed.toml")
NEEDED = {ROLES: "roles", MANDATES: "mandates", PROMISES: "invariants", RETENTION: "retention"}
TABLES = {**NEEDED, AGREED: "agreed"}
"""Files that are no rules, and the part of the schema that they fit. Nothing need be agreed on beyond the law."""
NO_RULES = frozenset({RESOURCES, FORMS, REVIEW})
"""Folders of other things."""
ACTS = Path("acts")
"""The folder of acts, one a file."""
KEPT = 2**10
"""How many files stay read: some sets of rules with their proposals."""
_SCHEMA = Path(__file__).parents[2] / "schemas" / "policy.schema.json"


def load_policies(folder: Path, catalogue: Catalogue) -> PolicySet:
    """All rules of a folder, checked. Raises `PolicyFaulty`, which names the file, the line and what would be right."""
    return read_policies(read_texts(folder), catalogue, folder.name)


def read_texts(folder: Path) -> Mapping[Path, str]:
    """The text of each file of rules, by its place in the folder."""
    found = [path for path in sorted(folder.rglob("*.toml")) if path.relative_to(folder).parts[0] not in NO_RULES]
    return {path.relative_to(folder): _text(path, folder) for path in found}


def read_policies(texts: Mapping[Path, str], catalogue: Catalogue, name: str) -> PolicySet:
    """All rules out of their texts, checked; `name` is what the folder is called. Raises `PolicyFaulty` likewise."""
    for table, what in NEEDED.items():
        if table not in texts:
            raise PolicyFaulty(f"{name}/{table}: the table of {what} is missing")
    places = {path: Place(f"{name}/{path}", text) for path, text in texts.items()}
    documents = {path: _document(place, path) for path, place in places.items()}
    roles, fam_purposes = read_roles(places[ROLES], documents[ROLES])
    mandates = read_mandates(places[MANDATES], documents[MANDATES])
    named = [path for path in documents if path not in TABLES]
    _check_ids([(places[path], documents[path]) for path in named])
    rules = [read_policy(places[path], documents[path], catalogue) for path in named if path.parent != ACTS]
    acts = [read_act(places[path], documents[path], catalogue) for path in named if path.parent == ACTS]
    _check_acts({path: documents[path]["act"] for path in named if path.parent == ACTS}, places)
    digest, by_name = _digest(documents, catalogue), {act.act: act for act in acts}
    promises = read_promises(places[PROMISES], documents[PROMISES], catalogue)
    kept = _read_retention(documents[RETENTION])
    agreed = read_agreed(places[AGREED], documents[AGREED]) if AGREED in places else ()
    rules += limits_of(agreed, roles, catalogue)
    return PolicySet(tuple(rules), roles, fam_purposes, catalogue, digest, mandates, by_name, promises, kept, agreed)


def _text(path: Path, folder: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise PolicyFaulty(f"{folder.name}/{path.relative_to(folder)}: not UTF-8 at byte {error.start}") from error


@lru_cache(maxsize=KEPT)
def _document(place: Place, path: Path) -> dict[str, Any]:
    """A file of the right shape. The same text is the same document, which nobody changes: to check one takes 4 ms."""
    try:
        document = tomllib.loads(place.text)
    except tomllib.TOMLDecodeError as error:
        raise PolicyFaulty(f"{place.name}: not TOML: {error}") from error
    part = TABLES.get(path, "act" if path.parent == ACTS else "policy")
    wrong = best_match(_validator(part).iter_errors(document))
    if wrong is None:
        return document
    keys = [str(key) for key in wrong.absolute_path]
    raise place.fault(keys[0] if keys else "", f"{'.'.join(keys) or 'the file'}: {wrong.message}")


@cache
def _validator(part: str) -> Draft202012Validator:
    schema = json.loads(_SCHEMA.read_text(encoding="utf-8"))
    return Draft202012Validator({"$ref": f"#/$defs/{part}", "$defs": schema["$defs"]})


def _read_retention(document: Mapping[str, Any]) -> Retention:
    books = {
        book: Keeping(row["months"], Since(row["since"]), tuple(row["basis"]), row["reason"])
        for book, row in document.items()
    }
    return Retention(**books)


def _check_ids(documents: list[tuple[Place, dict[str, Any]]]) -> None:
    """An id is given once and never again: not by two files, and not to what took the place of an older rule."""
    places: dict[str, str] = {}
    for place, document in documents:
        if document["id"] in places:
            raise place.fault("id", f'id "{document["id"]}" is also that of {places[document["id"]]}')
        places[document["id"]] = place.name
    for place, document in documents:
        if document.get("supersedes") in places:
            other = places[document["supersedes"]]
            raise place.fault("supersedes", f'"{document["supersedes"]}" still stands in {other}: remove that file')


def _check_acts(acts: Mapping[Path, str], places: Mapping[Path, Place]) -> None:
    """An act stands in one file."""
    for path, act in acts.items():
        others = [places[other].name for other in acts if other < path and acts[other] == act]
        if others:
            raise places[path].fault("act", f'act "{act}" is also that of {others[0]}')


def _digest(documents: Mapping[Path, dict[str, Any]], catalogue: Catalogue) -> str:
    """Over all that a decision can depend on: rules, acts and roles without their cases, and the catalogue."""
    rules = [{key: value for key, value in document.items() if key != "case"} for document in documents.values()]
    rules.sort(key=lambda rule: str(rule.get("id", "")))
    content = {"rules": rules, "fields": list(_fields(catalogue))}
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _fields(catalogue: Catalogue) -> Iterator[list[object]]:
    for field in catalogue.fields:
        purposes = sorted(field.default_purposes)
        kind = [field.category, field.ceiling, field.sensitivity, field.ownership, field.basis_without_consent]
        yield [field.bit, field.id, *kind, purposes]
