"""The page on ASVS 5.0.0 leaves nothing out, and what it points at is there."""

import ast
import re
from collections import Counter
from itertools import pairwise

from .source import HUB, ROOT, files, tree

PAGE = (ROOT / "docs" / "asvs.md").read_text(encoding="utf-8")
LEVELS = """
1.1 22 1.2 1111122223 1.3 112222222223 1.4 222 1.5 123
2.1 122 2.2 112 2.3 12223 2.4 23
3.1 3 3.2 113 3.3 12223 3.4 11222233 3.5 11122333 3.6 3 3.7 22333
4.1 12233 4.2 23333 4.3 22 4.4 1222
5.1 2 5.2 112333 5.3 113 5.4 222
6.1 122 6.2 111111112222 6.3 11223333 6.4 112233 6.5 22222333 6.6 2223 6.7 33 6.8 2222
7.1 222 7.2 1111 7.3 22 7.4 11222 7.5 223 7.6 22
8.1 1233 8.2 1123 8.3 133 8.4 23
9.1 111 9.2 1222
10.1 22 10.2 223 10.3 22223 10.4 1111122222233333 10.5 22222 10.6 22 10.7 222
11.1 2233 11.2 22233 11.3 11233 11.4 1222 11.5 23 11.6 23 11.7 33
12.1 12233 12.2 11 12.3 22223
13.1 2333 13.2 222223 13.3 2233 13.4 1222233
14.1 22 14.2 12223333 14.3 122
15.1 12233 15.2 12233 15.3 1222222 15.4 3333
16.1 2 16.2 22222 16.3 2222 16.4 222 16.5 2223
17.1 23 17.2 22223333 17.3 22
"""
"""The level of each requirement, section by section, from the standard's own table of 5.0.0."""
WHOLE = ("8.", "11.")
"""Chapters held to level 3: field access and cryptography."""
KNOWN = {
    *("AESGCM", "HMAC", "HKDF", "SHA256", "Suite", "AEAD", "KDF", "KEM", "InvalidTag", "InvalidSignature"),
    *("Ed25519PrivateKey", "Ed25519PublicKey", "MLDSA44PrivateKey", "MLDSA44PublicKey"),
    *("X25519PrivateKey", "X25519PublicKey", "Encoding", "NoEncryption", "PrivateFormat", "PublicFormat"),
    *("load_pem_private_key", "load_pem_public_key", "sha256", "sha512", "compare_digest", "digest", "new"),
    *("DecryptError", "EncryptError", "IdentityError", "RecipientError", "decrypt", "decrypt_io"),
    *("encrypt", "encrypt_io", "Identity", "Recipient"),
}
"""What our code takes from libraries of cryptography; the table at the end of the page says for what."""
LIBRARIES = {"cryptography", "hashlib", "hmac", "pyrage"}
STATES = {"met", "partly", "not met", "operator", "n/a"}


def _requirements():
    for section, levels in list(pairwise(LEVELS.split()))[::2]:
        for number, level in enumerate(levels, start=1):
            yield f"V{section}.{number}", int(level), section


def _rows():
    for line in PAGE.splitlines():
        if line.startswith("| V"):
            ids, state, reason = (part.strip() for part in line.strip("|").split(" | "))
            yield ids.split(), state, reason


def test_the_standard_has_as_many_requirements_as_it_says():
    """70 of level 1, 183 of level 2, 92 of level 3: a slip of ours would show."""
    assert {1: 70, 2: 183, 3: 92} == Counter(level for _, level, _ in _requirements())


def test_every_requirement_of_our_levels_is_answered_once_and_no_other():
    """Level 2, and level 3 for authorization and cryptography."""
    wanted = [name for name, level, section in _requirements() if level < 3 or section.startswith(WHOLE)]

    assert Counter(wanted) == Counter(name for ids, _, _ in _rows() for name in ids)


def test_every_answer_is_one_of_five_and_says_where_or_why():
    """What is met points at a file; what is not says why."""
    for ids, state, reason in _rows():
        assert state in STATES, ids
        assert len(reason) > 8, ids
        assert state != "met" or re.search(r"`[\w./-]+\.\w+`|#what-is-used-where|`Makefile`", reason), ids


def test_every_file_that_the_two_pages_name_is_there():
    """Tests, sources and pages; folders of the threat model too."""
    threats = (ROOT / "docs" / "threat-model.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`((?:tests|hub|docs|schemas|policies|migrations)/[\w./-]+)`", PAGE + threats))

    assert len(named) > 80
    assert [] == sorted(one for one in named if not (ROOT / one).exists())


def test_the_sentences_of_trust_are_those_of_the_rooms():
    """Style rule 27; a room that changes its mind changes the page."""
    threats = (ROOT / "docs" / "threat-model.md").read_text(encoding="utf-8")
    cards = (ast.get_docstring(tree(path)) or "" for path in HUB.glob("*/__init__.py"))
    said = [found for card in cards for found in re.findall(r"^(?:Not trusted|Trusted): .*\.$", card, re.MULTILINE)]

    assert len(said) >= 5
    assert [] == [sentence for sentence in said if sentence not in threats]


def test_no_primitive_of_cryptography_is_used_that_the_page_does_not_know():
    """Nor one by way of its module, such as `hashlib.md5`."""
    used = set()
    for path in files():
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] in LIBRARIES:
                used |= {one.name for one in node.names}
            if isinstance(node, ast.Attribute) and ast.unparse(node.value) in LIBRARIES:
                used.add(node.attr)

    assert "AESGCM" in used
    assert set() == used - KNOWN
