"""What else changed between two sets, in words: the table of roles, purposes of FAM, acts, and mandates."""

from collections.abc import Iterator

from hub.policy.policies import PolicySet, RoleRule
from hub.rulebook.wording import Wording, enumerate_words
from hub.terms.lists import Role


def say_tables(old: PolicySet, new: PolicySet, wording: Wording) -> Iterator[str]:
    """One line for each change outside the rules themselves."""
    words = wording.words["diff"]
    for role in Role:
        for what in _role(old.roles[role], new.roles[role], wording):
            yield words["table"].format(role=wording.role(role), what=what)
    if old.fam_purposes != new.fam_purposes:
        yield words["fam"].format(what=enumerate_words(map(wording.purpose, sorted(new.fam_purposes))))
    yield from _acts(old, new, wording)
    if old.mandates != new.mandates:
        yield words["mandates"]


def _role(old: RoleRule, new: RoleRule, wording: Wording) -> Iterator[str]:
    words = wording.words["diff"]
    for key, purposes in (
        ("purposes_more", new.purposes - old.purposes),
        ("purposes_less", old.purposes - new.purposes),
    ):
        if purposes:
            yield words[key].format(what=enumerate_words(map(wording.purpose, sorted(purposes))))
    if old.agencies != new.agencies:
        yield words["agencies"].format(what=enumerate_words(map(wording.agency, sorted(new.agencies))))
    if old.tie is not new.tie:
        yield words["tie"].format(what=wording.words["ties"][new.tie])
    if old.learns_of_refusals is not new.learns_of_refusals:
        yield words["learns_yes" if new.learns_of_refusals else "learns_no"]
    if old.deputy_role is not new.deputy_role:
        yield words["deputy"].format(what=wording.role(new.deputy_role) if new.deputy_role else words["nobody"])


def _acts(old: PolicySet, new: PolicySet, wording: Wording) -> Iterator[str]:
    words = wording.words["diff"]
    for act in sorted(old.acts.keys() | new.acts.keys()):
        before, after = old.acts.get(act), new.acts.get(act)
        if before is None or after is None:
            yield words["act"].format(act=act, how=words["act_added" if before is None else "act_removed"])
        elif before != after:
            yield words["act"].format(act=act, how=words["act_changed"])
