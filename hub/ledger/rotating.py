"""A new key for the log or a witness: for a while it signs beside the old one, then the old one is gone.

What decides is the trust policy that both agencies signed off. A key signs while the policy names it, and the old one
is destroyed only when the policy names it no more. Keys of ML-DSA-44 rotate apart from those of Ed25519: the copy of a
witness belongs to the latter.
"""

from pathlib import Path

from hub.ledger.errors import StateLost
from hub.ledger.keyfiles import NEXT, load_key_files, load_next, promote, write_key_file
from hub.ledger.mirror import FILE as MIRROR
from hub.ledger.mirror import hand_over
from hub.ledger.trust import TrustPolicy
from hub.ledger.vkeys import Kind, Signer, make_signer


def begin_next(folder: Path, kind: Kind) -> Signer:
    """The key that will follow, of the same name; the one that is there already, if there is one."""
    [now] = load_key_files(folder, [kind])
    following = load_next(folder, kind)
    if following is None:
        following = make_signer(now.name, kind)
        write_key_file(folder, following, NEXT)
    return following


def signing_keys(folder: Path, kind: Kind, policy: TrustPolicy) -> tuple[Signer, ...]:
    """The key of a folder, and the next one as soon as the policy names it: nobody could check it before."""
    keys, following = load_key_files(folder, [kind]), load_next(folder, kind)
    return (*keys, following) if following and following.verifier in policy.verifiers else keys


def retire(folder: Path, kind: Kind, policy: TrustPolicy) -> Signer:
    """Destroy the old key; the next one signs alone. Safe to repeat until it is done. No process may run meanwhile.

    Raises StateLost where there is no next key, or where the policy names the old one still, or not the next.
    """
    [now], following = load_key_files(folder, [kind]), load_next(folder, kind)
    if following is None:
        raise StateLost(f"{folder} has no next key")
    if now.verifier in policy.verifiers:
        raise StateLost("the trust policy names the old key still: sign off the one without it first")
    if following.verifier not in policy.verifiers:
        raise StateLost("the trust policy does not name the next key")
    if kind is not Kind.MLDSA44 and (folder / MIRROR).exists():
        hand_over(folder, now.verifier, following.verifier)
    promote(folder, kind)
    return following
