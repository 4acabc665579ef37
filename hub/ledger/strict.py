"""How the text formats write numbers and bytes: in one way only. Whatever could be written in two ways is refused."""

import re
from base64 import b64decode, b64encode
from binascii import Error

from hub.ledger.errors import EvidenceMalformed

_NUMBER = re.compile(r"0|[1-9][0-9]{0,18}")
MOST = 2**63 - 1


def read_number(text: str, what: str) -> int:
    """A decimal number without sign, leading zeros, blanks or digits of other scripts, below 2^63."""
    if not _NUMBER.fullmatch(text) or int(text) > MOST:
        raise EvidenceMalformed(f"{what}: not a plain decimal number")
    return int(text)


def read_base64(text: str, what: str) -> bytes:
    """Base64 of RFC 4648, section 4, with padding and without spare bits."""
    try:
        octets = b64decode(text.encode("ascii"), validate=True)
    except (Error, UnicodeEncodeError) as error:
        raise EvidenceMalformed(f"{what}: not base64") from error
    if write_base64(octets) != text:
        raise EvidenceMalformed(f"{what}: base64 that could be written otherwise")
    return octets


def write_base64(octets: bytes) -> str:
    """Base64 as `read_base64` takes it."""
    return b64encode(octets).decode("ascii")
