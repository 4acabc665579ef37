"""Whom to trust: policy files, quorums, and what a checkpoint is worth by them."""

from datetime import UTC, datetime
from itertools import chain, combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.ledger.checkpoint import Checkpoint
from hub.ledger.errors import EvidenceMalformed, SignatureFailed
from hub.ledger.notes import Note, sign_note
from hub.ledger.tree import TreeHead, leaf_hash
from hub.ledger.trust import Group, demand_quorum, judge, parse_policy
from hub.ledger.vkeys import Kind, Signer, Verifier, make_signer

from .published import is_refused, published

POLICIES = published("witness-policy.json")
ORIGIN = "hub.kreis.example/log1"
LOG = make_signer(ORIGIN, Kind.ED25519)
JOBCENTER, JUGENDAMT = (make_signer(f"{one}.kreis.example/w", Kind.COSIGNATURE) for one in ("jobcenter", "jugendamt"))
PQ = make_signer("jugendamt.kreis.example/pq", Kind.MLDSA44)
AT = {
    JOBCENTER.name: datetime(2026, 11, 27, 8, 0, 9, tzinfo=UTC),
    JUGENDAMT.name: datetime(2026, 11, 27, 8, 1, tzinfo=UTC),
}
HEAD = f"""# both agencies have signed this on paper
log {LOG.verifier.write()} https://hub.kreis.example/log1
witness jobcenter {JOBCENTER.verifier.write()} http://127.0.0.1:8001
\twitness  jugendamt\t{JUGENDAMT.verifier.write()}
"""
BOTH = HEAD + "group both all jobcenter jugendamt\nquorum both\n"
TEXT = Checkpoint(ORIGIN, TreeHead(7, leaf_hash(b"root"))).write()


def signed(*signers, text=TEXT):
    """The checkpoint with the signatures of these."""
    return Note(text, tuple(sign_note(text, signer, AT.get(signer.name, datetime.now(UTC))) for signer in signers))


def test_a_policy_is_read_and_written_to_the_same_policy():
    """Comments and blanks mean nothing; names, keys, addresses, thresholds do."""
    policy = parse_policy(BOTH)

    assert [LOG.verifier] == [log.verifier for log in policy.logs]
    assert {"jobcenter": JOBCENTER.verifier, "jugendamt": JUGENDAMT.verifier} == {
        one.name: one.verifier for one in policy.witnesses
    }
    assert (Group("both", 2, ("jobcenter", "jugendamt")),) == policy.groups
    assert "http://127.0.0.1:8001" == policy.witnesses[0].url
    assert policy == parse_policy(policy.write())


def test_published_policies_are_read_as_the_specification_has_it():
    """The first is good. The second has a comment behind a line, the others a key twice: C2SP allows neither."""
    read = [not is_refused(parse_policy, text) for text in POLICIES["valid"]]

    assert [True, False, False, False, False] == read
    assert "g1" == parse_policy(POLICIES["valid"][0]).quorum
    assert all(is_refused(parse_policy, one["policy"]) for one in POLICIES["invalid"])


def test_the_key_of_a_witness_written_as_a_plain_one_still_has_to_cosign():
    """So others write them; a plain signature of that key is not a cosignature and does not count."""
    plain = Signer(JUGENDAMT.name, Kind.ED25519, JUGENDAMT.private)
    policy = parse_policy(BOTH.replace(JUGENDAMT.verifier.write(), plain.verifier.write()))

    assert judge(policy, signed(LOG, JOBCENTER, JUGENDAMT)).is_met
    assert not judge(policy, signed(LOG, JOBCENTER, plain)).is_met


WRONG = (
    *("", "quorum none\nquorum none", "quorum", "quorum none none", "log", "quorum all", "mirror x y"),
    *(f"quorum none\nlog {LOG.verifier.write()} a b", f"quorum none\nlog {LOG.verifier.write()[:-4]}"),
    *(f"{HEAD}group g 0 jobcenter\nquorum g", f"{HEAD}group g 2 jobcenter\nquorum g"),
    *(f"{HEAD}group g 01 jobcenter\nquorum g", f"{HEAD}group g +1 jobcenter\nquorum g"),
    *(f"{HEAD}group g １ jobcenter\nquorum g", f"{HEAD}group g 1\nquorum g", f"{HEAD}group g\nquorum g"),
    *(f"{HEAD}group g any jobcenter jobcenter\nquorum g", f"{HEAD}group g any none\nquorum g"),
    *(f"{HEAD}group g any jobcenter\ngroup h any jobcenter\nquorum h", f"{HEAD}group g any g\nquorum g"),
    *(f"{HEAD}group g any h\ngroup h any jobcenter\nquorum g", f"{HEAD}quorum h\ngroup h any jobcenter"),
    *(f"{HEAD}group jobcenter any jugendamt\nquorum jobcenter", f"{HEAD}group any any jobcenter\nquorum any"),
    *(f"{BOTH}log {LOG.verifier.write()}", f"{BOTH}witness third {JOBCENTER.verifier.write()}"),
    *(f"{BOTH}witness jobcenter {PQ.verifier.write()}", BOTH.replace("\n", "\r\n"), f"{BOTH}\x0c", f"{BOTH}\0"),
    *(f"{BOTH}witness own {Verifier('own', Kind.COSIGNATURE, LOG.verifier.public).write()}",),
    *(f"{BOTH}witness none {PQ.verifier.write()}", f"{BOTH}witness third", "\n" * 2000 + BOTH),
)


@pytest.mark.parametrize("wrong", WRONG, ids=range(len(WRONG)))
def test_a_policy_that_is_not_quite_one_is_refused(wrong):
    """No quorum or two, unknown or doubled names and keys, thresholds that nobody or everybody meets."""
    with pytest.raises(EvidenceMalformed):
        parse_policy(wrong)


def test_both_agencies_must_have_cosigned_and_the_log_have_signed():
    """Either alone is named and is not enough; without the log's own signature nothing counts."""
    policy = parse_policy(BOTH)

    whole = demand_quorum(policy, signed(LOG, JOBCENTER, JUGENDAMT))

    assert {"jobcenter": AT[JOBCENTER.name], "jugendamt": AT[JUGENDAMT.name]} == whole.cosigned
    assert AT[JOBCENTER.name] == whole.since
    for one in (JOBCENTER, JUGENDAMT):
        alone = judge(policy, signed(LOG, one))
        assert (1, False) == (len(alone.cosigned), alone.is_met)
        with pytest.raises(SignatureFailed):
            demand_quorum(policy, signed(LOG, one))
    assert judge(policy, signed(LOG)).since is None
    for note in (signed(JOBCENTER, JUGENDAMT), signed(make_signer(ORIGIN, Kind.ED25519), JOBCENTER, JUGENDAMT)):
        with pytest.raises(SignatureFailed):
            judge(policy, note)


def test_a_known_log_cannot_sign_for_another_origin():
    """The key's name is the origin that it may sign for."""
    text = Checkpoint("hub.kreis.example/log2", TreeHead(7, leaf_hash(b"root"))).write()

    with pytest.raises(SignatureFailed):
        judge(parse_policy(BOTH), signed(LOG, JOBCENTER, JUGENDAMT, text=text))


def test_one_wrong_signature_of_a_known_key_spoils_the_checkpoint():
    """Even beside enough good ones: somebody tampers."""
    policy = parse_policy(HEAD + "quorum jobcenter\n")
    other = sign_note(TEXT.replace("\n7\n", "\n8\n"), JUGENDAMT, AT[JUGENDAMT.name])
    note = signed(LOG, JOBCENTER)

    assert judge(policy, note).is_met
    with pytest.raises(SignatureFailed):
        judge(policy, note.with_signatures([other]))


def test_while_a_key_is_replaced_the_old_and_the_new_one_both_will_do():
    """Two keys of one origin in the policy: a checkpoint signed by either is read."""
    fresh = make_signer(ORIGIN, Kind.ED25519)
    policy = parse_policy(f"log {fresh.verifier.write()}\n{BOTH}")

    for signers in ((LOG,), (fresh,), (LOG, fresh)):
        assert judge(policy, signed(*signers, JOBCENTER, JUGENDAMT)).is_met


def test_a_second_method_counts_for_the_same_agency():
    """The Jugendamt by Ed25519 or by ML-DSA-44, and the Jobcenter: one agency twice is still one."""
    policy = parse_policy(
        f"{HEAD}witness pq {PQ.verifier.write()}\ngroup ja any jugendamt pq\ngroup both all ja jobcenter\nquorum both\n"
    )

    assert judge(policy, signed(LOG, JOBCENTER, PQ)).is_met
    assert judge(policy, signed(LOG, JOBCENTER, JUGENDAMT, PQ)).is_met
    assert not judge(policy, signed(LOG, JUGENDAMT, PQ)).is_met


def test_a_cosignature_that_names_no_time_is_no_witness():
    """ML-DSA-44 allows the time 0: then it does not say that this was the largest tree."""
    policy = parse_policy(f"{HEAD}witness pq {PQ.verifier.write()}\nquorum pq\n")

    timeless = signed(LOG).with_signatures([sign_note(TEXT, PQ, datetime.fromtimestamp(0, UTC))])

    assert {} == judge(policy, timeless).cosigned
    assert not judge(policy, timeless).is_met


NAMES = ("a", "b", "c", "d")


@given(st.integers(1, 2), st.integers(1, 2), st.integers(1, 2))
def test_more_witnesses_never_make_a_quorum_less(left, right, top):
    """And a group is met exactly when so many of its members are."""
    keys = "".join(f"witness {name} {KEYS[name]}\n" for name in NAMES)
    policy = parse_policy(f"{keys}group l {left} a b\ngroup r {right} c d\ngroup t {top} l r\nquorum t\n")
    for chosen in chain.from_iterable(combinations(NAMES, count) for count in range(5)):
        met = [len({"a", "b"} & set(chosen)) >= left, len({"c", "d"} & set(chosen)) >= right]
        assert (sum(met) >= top) == policy.is_met_by(frozenset(chosen))


KEYS = {name: make_signer(name, Kind.COSIGNATURE).verifier.write() for name in NAMES}


def test_a_policy_that_asks_for_no_witness_is_met_by_none():
    """It has to say so: `quorum none`."""
    policy = parse_policy(f"log {LOG.verifier.write()}\nquorum none\n")

    assert demand_quorum(policy, signed(LOG)).is_met
