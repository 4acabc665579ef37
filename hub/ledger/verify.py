"""Check a delivery of the log offline: `python -I -S verify.py FOLDER`. One file, standard library only.

Shares no code with what wrote the log, believes nothing that it reads. Exit: 0 whole, 1 findings, 2 nothing checked.
"""

import argparse
import base64
import hmac
import json
import re
import sys
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator
from hashlib import sha256, sha512
from itertools import pairwise
from pathlib import Path
from time import gmtime, strftime
from typing import NamedTuple

Found = dict[str, list[str]]
Names = dict[str, "Key | tuple[int, list[str]]"]
Head = tuple[str, int, bytes, dict[str, int], str]
LOG, WITNESS, LENGTHS, TILE, SLACK, GRACE, SHOWN = 1, 4, {1: 32, 4: 32, 6: 1312}, 256, 60, 600, 5
SEGMENTS = (b"actor", b"subject", b"access", b"decision", b"note")
RESULTS = ("Das Protokoll ist vollständig und unverändert.", "Es gibt Befunde.", "Nicht prüfbar.")
UUID, DAY, HASH = "[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}", "[0-9]{4}-[0-9]{2}-[0-9]{2}", "[0-9a-f]{64}"
COUNT, ISO, STRANGE = "(?:0|[1-9][0-9]{0,17})", "%Y-%m-%dT%H:%M:%SZ", re.compile("[^ -~\xa0-\xff„“…]")
LEAF = re.compile(
    rf'{{"ag":"[a-z0-9_]{{1,40}}","at":"(?P<at>{DAY}T[0-9]{{2}}:[0-9]{{2}}:[0-9]{{2}}Z)","c":\["(?P<c>{HASH}(?:","{HASH}){{4}})"\],"ck":\[(?P<size>{COUNT}),"(?P<root>|[0-9a-f]{{16}})"\],(?:"er":{{(?:"h":"(?P<h>{HASH})","n":(?P<n>{COUNT})|'
    rf'"rc":"(?P<of>[a-z_]+)","to":"(?P<to>{DAY})")}},)?"id":"(?P<id>{UUID})",(?:"p":"(?P<p>{HASH})",)?"pol":"[^"\\\x00-\x1f]*",(?:"pr":"(?P<pr>[a-z_]+)",)?"rc":"(?P<rc>[a-z_]+)","ru":"(?P<ru>{DAY})","t":"(?P<t>[a-z_]+\.[a-z_]+)","v":1,"w":"(?P<w>{UUID})","ws":(?P<ws>{COUNT})}}'
)
KINDS = {
    "signature": "Der Stand ist nicht von allen Stellen bestätigt, denen Sie vertrauen. Er beweist so nichts.",
    "tree": "Einträge wurden nachträglich geändert, entfernt, eingefügt oder umgestellt.",
    "old": "Ein früherer Stand fehlt darin: Das Protokoll wurde zurückgesetzt, umgeschrieben oder hat zwei Fassungen.",
    "form": "Ein Eintrag hat nicht die vorgeschriebene Form. Das Programm hat ihn so nicht geschrieben.",
    "numbers": "Fortlaufende Nummern haben Lücken oder kommen doppelt vor: Einträge fehlen oder sind untergeschoben.",
    "payload": "Ein Inhalt ist nicht der, auf den sich das Protokoll festgelegt hat: geändert oder vertauscht.",
    "erasure": "Inhalte fehlen ohne Löschvermerk oder wurden vor Ablauf der Aufbewahrung gelöscht.",
    "time": "Zeitangaben widersprechen den Uhren der Zeugen.",
}

P, Q = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493  # Ed25519 (RFC 8032), no keys of small order
D, ROOT = -121665 * pow(121666, -1, P) % P, pow(2, (P - 1) // 4, P)


def _plus(p: tuple[int, ...], q: tuple[int, ...]) -> tuple[int, ...]:
    a, b = (p[1] - p[0]) * (q[1] - q[0]) % P, (p[1] + p[0]) * (q[1] + q[0]) % P
    c, d = 2 * p[3] * q[3] * D % P, 2 * p[2] * q[2] % P
    return (b - a) * (d - c) % P, (d + c) * (b + a) % P, (d - c) * (d + c) % P, (b - a) * (b + a) % P


def _point(data: bytes) -> tuple[int, ...]:
    y, odd = int.from_bytes(data, "little") & (1 << 255) - 1, data[31] >> 7
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    x = x if (x * x - square) % P == 0 else x * ROOT % P
    x = x if x & 1 == odd else P - x
    return (x, y, 1, x * y % P) if y < P and x < P and (x * x - square) % P == 0 else (0, 1, 1, 0)


def verify_ed25519(key: bytes, message: bytes, signature: bytes) -> bool:
    """Whether the signature is the key's, over this message."""
    if len(key) != 32 or len(signature) != 64 or (s := int.from_bytes(signature[32:], "little")) >= Q:
        return False
    point, base = _point(key), _point(b"X" + b"f" * 31)
    k = int.from_bytes(sha512(signature[:32] + key + message).digest(), "little") % Q
    minus = (P - point[0], point[1], 1, P - point[3])
    choices = [total := _point(b"\1" + bytes(31)), base, minus, _plus(base, minus)]
    for bit in range(252, -1, -1):
        total = _plus(_plus(total, total), choices[(s >> bit & 1) | (k >> bit & 1) << 1])
    x, y = total[0] * pow(total[2], -1, P) % P, total[1] * pow(total[2], -1, P) % P
    four = _plus(two := _plus(point, point), two)
    return _plus(four, four)[0] != 0 and (y | (x & 1) << 255).to_bytes(32, "little") == signature[:32]


class Key(NamedTuple):
    """A verifier key; of kind 1 it signs a log, of kind 4 it is a witness's, of kind 6 nobody can judge it here."""

    name: str
    kind: int
    public: bytes

    def _id(self) -> bytes:
        return sha256(b"%b\n%c%b" % (self.name.encode(), self.kind, self.public)).digest()[:4]


def _unbase64(text: str, length: int = 0) -> bytes:
    data = base64.b64decode(text, validate=True)
    if base64.b64encode(data).decode() != text or length not in (0, len(data)):
        raise ValueError("eine Angabe ist nicht richtig geschrieben (Base64)")
    return data


def _int(text: str) -> int:
    if not re.fullmatch(COUNT, text):
        raise ValueError("eine Zahl ist nicht richtig geschrieben")
    return int(text)


def parse_key(text: str) -> Key:
    """A verifier key as written (C2SP signed-note): name+id+base64."""
    name, number, data = (*text.split("+", 2), "", "")[:3]
    key = Key(name, (_unbase64(data) or b"\0")[0], _unbase64(data)[1:])
    if LENGTHS.get(key.kind) != len(key.public) or not re.fullmatch(r"[^+\s]+", name) or key._id().hex() != number:
        raise ValueError(f"der Prüfschlüssel {name} stimmt nicht mit seiner Kennung überein")
    return key


def open_note(data: bytes, keys: list[Key]) -> dict[Key, int]:
    """Who of `keys` signed a note, each with its time. Raises ValueError: no note, or a wrong signature."""
    text, empty, block = data.decode().rpartition("\n\n")
    signed, known = dict[Key, int](), {(key.name, key._id()): key for key in keys if key.kind in (LOG, WITNESS)}
    lines = [re.fullmatch(r"— ([^+\s]+) ([A-Za-z0-9+/]{7,}=*)", line) for line in block.split("\n")[:-1]]
    if not empty or re.search("[\x00-\x09\x0b-\x1f]", text + block) or block[-1:] != "\n" or not 0 < len(lines) <= 100:
        raise ValueError("das ist keine unterschriebene Note")
    for line in lines:
        blob = _unbase64(line[2] if line else "-")
        if line and (key := known.get((line[1], blob[:4]))):
            message, stamp, signature = text.encode() + b"\n", 0, blob[4:]
            if key.kind == WITNESS:
                stamp, signature = int.from_bytes(signature[:8], "big"), signature[8:]
                message = b"cosignature/v1\ntime %d\n" % stamp + message
            if stamp >= 2**36 or not verify_ed25519(key.public, message, signature):
                raise ValueError(f"die Unterschrift von {key.name} ist falsch")
            signed[key] = stamp
    return signed


def _missing(names: Names, signed: dict[Key, int], name: str) -> list[str]:
    if isinstance(rule := names[name], Key):
        return [] if rule in signed else [name]
    lacking = [absent for member in rule[1] if (absent := _missing(names, signed, member))]
    return [one for absent in lacking for one in absent] if len(rule[1]) - len(lacking) < rule[0] else []


def parse_policy(data: bytes) -> tuple[list[Key], Names]:
    """A C2SP tlog-policy: keys of the log, and by name witnesses and groups. Raises ValueError."""
    logs, names, free = list[Key](), Names(), set[str]()
    for line in data.decode(errors="surrogateescape").split("\n"):
        words = re.findall("[^ \t]+", line)
        new = len(words) > 1 and words[1] not in {*names, "none"}
        match words:
            case ["log", key, *rest] if len(rest) < 2:
                logs.append(parse_key(key))
            case ["witness", name, key, *rest] if new and len(rest) < 2:
                one, free = parse_key(key), free | {name}
                names[name] = one._replace(kind=WITNESS if one.kind == LOG else one.kind)
            case ["group", name, count, *members] if new and set(members) <= free and len(set(members)) == len(members):
                least = {"all": len(members), "any": 1}.get(count) or _int(count)
                names[name] = range(1, len(members) + 1).index(least) + 1, members  # refuses 0 and more than there are
                free = free - {*members} | {name}
            case ["quorum", name] if "" not in names and (name == "none" or not new):
                names[""] = int(name != "none"), [name] if name != "none" else []
            case [first, *_] if first[0] != "#":
                raise ValueError(f"die Zeile „{first} …“ der Vertrauensdatei gilt nicht")
    keys = [one.public for one in (*logs, *names.values()) if isinstance(one, Key)]
    if "" not in names or len({*keys}) < len(keys) or re.search(rb"[^\t\n\x20-\x7e\x80-\xff]", data):
        raise ValueError("die Vertrauensdatei ist nicht richtig aufgebaut")
    return logs, names


def read_head(data: bytes, trust: tuple[list[Key], Names], found: Found, place: str) -> Head:
    """Origin, size, root, times of the witnesses, place. Who did not sign is a finding; no checkpoint a ValueError."""
    text, times = data.decode().partition("\n\n")[0].rstrip("\n") + "\n", dict[str, int]()
    try:
        signed = open_note(data, [*trust[0], *(one for one in trust[1].values() if isinstance(one, Key))])
        times = {key.name: stamp for key, stamp in signed.items() if key.kind == WITNESS}
        logs = [key for key in signed if trust[1][""][0] == -1 or (key.kind, key.name) == (LOG, text.split("\n")[0])]
        if absent := ["dem Protokoll selbst"] * (not logs) + _missing(trust[1], signed, ""):
            raise ValueError(f"es fehlt die Unterschrift von {', '.join(absent)}")
    except ValueError as fault:
        found["signature"].append(f"{place}: {fault}")
    origin, size, root, *_ = (*text.split("\n"), "", "")
    return origin, _int(size), _unbase64(root, 32), times, place


def fold(row: list[bytes]) -> bytes:
    """The root over hashes of one height (RFC 6962, 2.1); the last one may stand for fewer entries."""
    while len(row) > 1:
        pairs = [sha256(b"\1" + row[at] + row[at + 1]).digest() for at in range(0, len(row) - 1, 2)]
        row = pairs + row[2 * len(pairs) :]
    return row[0] if row else sha256().digest()


def root_of(rows: list[list[bytes]], count: int) -> bytes:
    """The root over the first `count` entries."""
    part = list[bytes]()
    for level, row in enumerate(rows):
        end = count >> 8 * level
        part = [fold(part)] if (part := row[end & -TILE : end] + part) else []
    return fold(part)


def _path(level: str, at: int, size: int) -> str:
    *high, low = re.findall("...", f"{at // TILE:0{-(-len(str(at // TILE)) // 3) * 3}}")
    return "/".join([level, *(f"x{part}" for part in high), low]) + f".p/{size - at}" * (size - at < TILE)


def climb(index: int, size: int, leaf: bytes, path: list[bytes]) -> bytes:
    """The root to which an inclusion proof leads. Raises ValueError where it has not the length that it must have."""
    if not 0 <= index < size or (size > 1) != bool(path) or {len(one) for one in [leaf, *path]} != {32}:
        raise ValueError("der Nachweis passt nicht zur Größe des Protokolls")
    half = 1 << (size - 1).bit_length() - 1 if path else 0
    if index < half:
        return fold([climb(index, half, leaf, path[:-1]), path[-1]])
    return fold([path[-1], climb(index - half, size - half, leaf, path[:-1])]) if path else leaf


def parse_proof(data: bytes) -> tuple[int, bytes, list[bytes], bytes]:
    """Place, extra data, path and checkpoint of a tlog-proof (C2SP). Raises ValueError."""
    front, _, note = data.partition(b"\n\n")
    if not (parts := re.fullmatch(r"c2sp\.org/tlog-proof@v1\n(?:extra (.+)\n)?index (.+)((?:\n.+)*)", front.decode())):
        raise ValueError("das ist kein Nachweis")
    return _int(parts[2]), _unbase64(parts[1] or ""), [_unbase64(one, 32) for one in parts[3].split("\n")[1:]], note


def read_tree(folder: Path, size: int, found: Found, entries: "Entries | None") -> list[list[bytes]]:
    """Hash all entries anew and compare with the tiles: the rows of the tiles, from the entries upwards."""
    rows = [row := list[bytes]()]
    for at in range(0, size, TILE):
        path, leaves, end = folder / "tile" / _path("entries", at, size), list[bytes](), 0
        data = path.read_bytes() if path.is_file() else b""
        while end < len(data):
            begin, end = end + 2, end + 2 + int.from_bytes(data[end : end + 2], "big")
            leaves.append(data[begin:end])
        if entries:
            entries.take(at, leaves, folder / (_path("payload", at, 2**64) + ".jsonl"))
        row += [sha256(b"\0" + leaf).digest() for leaf in leaves]
        if end != len(data) or len(row) != min(size, at + TILE):
            found["tree"].append(f"{path.relative_to(folder)} fehlt oder hat nicht so viele Einträge, wie es muss")
            break
    while row := rows[-1]:
        for at in range(0, len(row), TILE):
            path = folder / "tile" / _path(str(len(rows) - 1), at, len(row))
            if not path.is_file() or path.read_bytes() != b"".join(row[at : at + TILE]):
                found["tree"].append(f"{path.relative_to(folder)} fehlt oder passt nicht zu den Einträgen")
        rows.append([fold(row[at : at + TILE]) for at in range(0, len(row) - TILE + 1, TILE)])
    return rows


class Entries:
    """What all entries say together: numbers, contents, erasures, times, and which checkpoints they know."""

    def __init__(self, folder: Path, found: Found, heads: list[Head]) -> None:
        self.found, self.count, self.has_payload = found, defaultdict[str, int](int), (folder / "payload").is_dir()
        stamps = sorted((head[1], min(head[3].values()), max(head[3].values())) for head in heads if head[3])
        self.sizes, self.erasures = [one[0] for one in stamps], dict[str, re.Match[str]]()
        self.until, self.since = (
            [strftime(ISO, gmtime(x[at] + by)) for x in stamps] for at, by in ((1, SLACK), (2, -SLACK))
        )
        self.settled = strftime(ISO, gmtime(stamps[-1][1] - GRACE)) if stamps else "9"
        self.numbers, self.top = defaultdict[str, set[int]](set), defaultdict[str, int](int)
        self.known, self.gone = dict[int, tuple[str, int]](), dict[tuple[str, str, str], int]()
        self.lists = {path.name: path.read_bytes() for path in folder.glob("erased/*")}
        self.listed = {one: name for name, data in self.lists.items() for one in data.decode().split("\n")}

    def take(self, first: int, leaves: list[bytes], payload: Path) -> None:
        """The entries of a bundle, and their contents where the folder has them."""
        lines = payload.read_bytes().split(b"\n") if payload.is_file() else []
        for index, leaf in enumerate(leaves, first):
            if told := LEAF.fullmatch(leaf.decode(errors="replace")):
                self._take(index, told)
            else:
                self.found["form"].append(f"Eintrag {index}")
            try:
                if told and self.has_payload:
                    self._open(index, told, *json.loads(lines[index - first]))
            except (ValueError, TypeError, KeyError, IndexError, AttributeError):
                self.found["payload"].append(f"Eintrag {index} ist nicht lesbar")

    def _take(self, index: int, told: re.Match[str]) -> None:
        at, size = told["at"], int(told["size"])
        self._number(index, f"Schreiber {told['w']}", int(told["ws"]), at)
        first, before = bisect_right(self.sizes, index), bisect_left(self.sizes, size) - 1
        late = first < len(self.sizes) and at > self.until[first]
        if late or (before >= 0 and at < self.since[before]):
            self.found["time"].append(f"Eintrag {index} nennt {at}: {'später' if late else 'früher'} als möglich")
        if size and (size > index or self.known.setdefault(size, (told["root"], index))[0] != told["root"]):
            self.found["old"].append(f"Eintrag {index} beruft sich auf einen anderen Stand über {size} Einträge")
        if (told["of"] and told["t"] == "log.erase") or (told["h"] and told["t"] in ("log.erase", "log.incident")):
            self.erasures[told["id"]] = told

    def _number(self, index: int, owner: str, number: int, at: str) -> None:
        if number in self.numbers[owner] or number < 1:
            self.found["numbers"].append(f"Eintrag {index}: {owner} zählt die Nummer {number} doppelt")
        self.numbers[owner].add(number)
        self.top[owner] = max(self.top[owner], number if at <= self.settled else 0)

    def _open(self, index: int, told: re.Match[str], parts: str, *boxes: list[str] | int | None) -> None:
        commitments = told["c"].split('","') + re.findall("." * 64, parts)
        if len(commitments) != len(boxes) or (sha256(bytes.fromhex(parts)).hexdigest() if parts else None) != told["p"]:
            self.found["payload"].append(f"Eintrag {index}: seine Teile sind nicht die, auf die er sich festlegt")
        for number, (box, commitment) in enumerate(zip(boxes, commitments, strict=False)):
            family = number == 1 or number > 4
            if isinstance(box, list):
                words = box[1].encode()
                message = b"hub-seg-v1\0%b\0%b" % (SEGMENTS[number] if number < 5 else b"part-%d" % (number - 4), words)
                if hmac.digest(bytes.fromhex(box[0]), message, "sha256").hex() != commitment:
                    self.found["payload"].append(f"Eintrag {index}, Abschnitt {number + 1}")
                if family and "seq" in (subject := (said := json.loads(words)).get("subject", said)):
                    self._number(index, f"Familie {subject['number']}", subject["seq"], told["at"])
            elif box != 1:
                book = told["rc"] if 0 < number < 5 else "access_log"  # which part lies in the register, no leaf says
                self.gone.setdefault((book, told["ru"], self.listed.get(told["id"], "")), index)
            state = "geprüft" if isinstance(box, list) else "verschlossen, nicht geprüft" if box == 1 else "gelöscht"
            self.count[state] += 1
            self.count[""] += family and not isinstance(box, list)

    def judge(self, rows: list[list[bytes]]) -> None:
        """What only all of them together tell."""
        for size, (said, index) in self.known.items():
            if root_of(rows, size).hex()[:16] != said:
                self.found["old"].append(f"Eintrag {index} beruft sich auf einen anderen Stand über {size} Einträge")
        for owner, top in self.top.items():
            missing = top - sum(number <= top for number in self.numbers[owner])
            if missing > (self.count[""] if owner.startswith("Familie") else 0):
                self.found["numbers"].append(f"{owner}: {missing} von {top} Nummern fehlen")
        self._judge_erasures()

    def _judge_erasures(self) -> None:
        for name, told in self.erasures.items():
            data = self.lists.get(name, b"")
            if told["h"] and (sha256(data).hexdigest() != told["h"] or data.count(b"\n") != int(told["n"])):
                self.found["erasure"].append(f"Löschvermerk {name}: die Liste der Einträge passt nicht zu ihm")
            if told["of"] and told["at"] < told["to"] + "T22":  # in Berlin the day may be over at 22:00 UTC
                self.found["erasure"].append(f"Löschvermerk {name} vom {told['at'][:10]} reicht bis {told['to']}")
            if told["t"] == "log.incident":
                self.count[f"durch Zwischenfall verloren laut {name}; bitte Freigabe prüfen"] = int(told["n"])
        for (book, until, by), index in self.gone.items():
            rules = [n for n in self.erasures.values() if n["id"] == by or (n["of"] == book and n["to"] >= until)]
            if not any(one["at"] >= until + "T22" or one["t"] == "log.incident" for one in rules):
                self.found["erasure"].append(f"Eintrag {index} und gleiche ({book}, aufzubewahren bis {until})")


def _check_file(file: Path, trust: tuple[list[Key], Names], _: list[Path], found: Found) -> Iterator[str]:
    data = file.read_bytes()  # one proof, or a person's statement with one a line
    proofs = [str(one["proof"]).encode() for one in json.loads(data)["lines"]] if data[:1] == b"{" else [data]
    for index, extra, path, note in (parse_proof(proof) for proof in proofs if proof != b"None"):
        origin, size, root, *_rest = read_head(note, trust, found, "Der Stand")
        entry, *share = extra.split(b"\n", 1)
        if climb(index, size, sha256(b"\0" + entry).digest(), path) != root:
            found["tree"].append(f"Eintrag {index} ist in diesem Stand nicht enthalten")
        yield f"Eintrag {index} von {size} in {origin}: {entry.decode(errors='replace')}"
        told = LEAF.fullmatch(entry.decode(errors="replace"))
        for salt, of_note, place, beside, words in map(json.loads, share):
            part = hmac.digest(bytes.fromhex(salt), b"hub-share-v1\0" + words.encode(), "sha256")
            top = climb(_int(str(place)), 1 << len(beside), part, [*map(bytes.fromhex, beside)]).hex()
            message = b'hub-seg-v1\0note\0{"shares":"%b"}' % top.encode()
            if not told or hmac.digest(bytes.fromhex(of_note), message, "sha256").hex() != told["c"][-64:]:
                found["payload"].append(f"Eintrag {index}: was er über die Person sagen soll")
            yield f"  Darin über die Person: {words}"


def _check(folder: Path, trust: tuple[list[Key], Names], old: list[Path], found: Found) -> Iterator[str]:
    heads = [head := read_head((folder / "checkpoint").read_bytes(), trust, found, "Der Stand")]
    for path in [*sorted(folder.glob("checkpoints/*")), *old]:
        data, alone = path.read_bytes(), (trust[0], trust[1] | {"": (-1, [])})  # any one key is enough here,
        noted = found if b"\n\n" in data else defaultdict(list)  # and what the reader wrote down needs none
        heads.append(read_head(data, alone, noted, f"Stand {path.name}"))
    signed = sorted((name, size, stamp, place) for _, size, _, times, place in heads for name, stamp in times.items())
    for first, then in pairwise(signed):
        if first[0] == then[0] and then[2] < first[2]:
            found["time"].append(f"{then[3]} ist größer und doch älter als {first[3]} ({then[0]})")
    rows = read_tree(folder, head[1], found, entries := Entries(folder, found, heads))
    for origin, size, root, _, place in heads:
        if origin != head[0] or size > head[1] or root_of(rows, size) != root:
            found["tree" if place == "Der Stand" else "old"].append(f"{place} ({size} Einträge, {origin})")
    entries.judge(rows)
    yield f"Protokoll {head[0]}: {head[1]} Einträge, {len(heads) - 1} frühere Stände"
    yield from (f"Gegengezeichnet von {name} am {strftime(ISO, gmtime(stamp))}" for name, stamp in head[3].items())
    yield from (f"Abschnitte {state}: {count}" for state, count in sorted(entries.count.items()) if state)
    yield from [] if entries.has_payload else ["Inhalte liegen nicht bei und sind nicht geprüft."]


def main(arguments: list[str] | None = None) -> int:
    """Check what the command line names, and say what was found. Returns the exit status."""
    parser = argparse.ArgumentParser(prog="verify.py", description="Prüft eine Lieferung des Protokolls ohne Netz.")
    parser.add_argument("folder", type=Path, help="Ordner der Lieferung, Nachweis (.tlog-proof) oder Auskunft (.json)")
    parser.add_argument("--policy", type=Path, help="Ihre eigene Vertrauensdatei; sonst die der Lieferung")
    parser.add_argument("--old", type=Path, action="append", default=[], help="früherer Stand; auch mehrmals")
    asked, found, lines = parser.parse_args(arguments), defaultdict[str, list[str]](list), list[str]()
    try:
        policy = (asked.policy or asked.folder / "policy").read_bytes()
        lines.append(f"Vertrauensdatei{'' if asked.policy else ' der Lieferung'}: SHA-256 {sha256(policy).hexdigest()}")
        lines += (_check if asked.folder.is_dir() else _check_file)(
            asked.folder, parse_policy(policy), asked.old, found
        )
        status = 1 if found else 0
    except (OSError, ValueError, TypeError, LookupError) as fault:
        status, lines = 2, [*lines, f"Fehler: {fault}"]
    for kind, places in found.items():
        lines += ["", f"BEFUND ({len(places)}): {KINDS[kind]}", *(f"  - {place}" for place in places[:SHOWN])]
    sys.stdout.write("".join(STRANGE.sub("?", line) + "\n" for line in [*lines, "", f"ERGEBNIS: {RESULTS[status]}"]))
    return status


if __name__ == "__main__":
    sys.exit(main())
