"""Payloads: edited, destroyed, erased too early are found; erased as the law says they are not missed."""

import hashlib
from datetime import timedelta

import pytest

from ..ledger.checked import check
from ..ledger.logs import small_log

LATER = timedelta(days=186)


@pytest.fixture
def log():
    """A log whose first entries are as old as the access log lives."""
    made = small_log(60)
    made.at += LATER
    return made


def _until(one):
    return one.leaf["ru"]


def _erase(log, chosen, **event):
    """The boxes of these entries are gone, and an event says why."""
    for one in chosen:
        one.boxes = [None] * 5
        one.parts = [None] * len(one.parts)
    if event:
        log.add("log.erase", None, **event)
    log.sign()


def _listed(log, chosen):
    """The rule of an event that names its entries, and the list that it means."""
    text = "".join(sorted(one.leaf["id"] + "\n" for one in chosen))
    return text, {"er": {"h": hashlib.sha256(text.encode()).hexdigest(), "n": len(chosen)}}


def test_a_payload_that_was_edited_is_found(log, tmp_path):
    """Its commitment lies in the tree."""
    salt, words = log.kept[7].boxes[2]
    log.kept[7].boxes[2] = (salt, words.replace(b"case", b"care"))

    assert (1, {"payload"}) == check(log.export(tmp_path / "d"))


def test_payloads_that_were_exchanged_are_found(log, tmp_path):
    """Each is what somebody committed to, but not here."""
    log.kept[7].boxes, log.kept[8].boxes = log.kept[8].boxes, log.kept[7].boxes

    assert (1, {"payload"}) == check(log.export(tmp_path / "d"))


@pytest.mark.parametrize("change", ["edited", "left out", "exchanged", "added"])
def test_a_part_of_a_page_that_was_changed_is_found(log, change, tmp_path):
    """What it says of one family of several."""
    page = next(one for one in log.kept if one.parts)
    if change == "edited":
        page.parts[0] = (page.parts[0][0], page.parts[0][1].replace(b"FAM-2026-001", b"FAM-2026-003"))
    elif change == "left out":
        del page.parts[1]
    elif change == "exchanged":
        page.parts.reverse()
    else:
        page.parts.append(page.parts[0])

    status, found = check(log.export(tmp_path / "d"))

    assert 1 == status
    assert "payload" in found


def test_a_payload_that_cannot_be_read_is_found(log, tmp_path):
    """A line that is no line is not an excuse."""
    folder = log.export(tmp_path / "d")
    lines = (folder / "payload/000.jsonl").read_text(encoding="utf-8").split("\n")
    (folder / "payload/000.jsonl").write_text("\n".join(["[1, 2]", *lines[1:-3]]), encoding="utf-8")

    assert (1, {"payload"}) == check(folder)


def test_a_payload_that_was_destroyed_is_found(log, tmp_path):
    """Nothing says that it was erased."""
    _erase(log, [log.kept[7]])

    assert (1, {"erasure"}) == check(log.export(tmp_path / "d"))


@pytest.mark.parametrize("sign", ["0", "false", '""', "{}", "2", "null"])
def test_no_sign_stands_for_a_box_that_is_gone_but_null(log, sign, tmp_path):
    """Whatever is neither open nor said to be there is gone, and somebody must have erased it."""
    log.kept[7].boxes[0] = None
    folder = log.export(tmp_path / "d")
    text = (folder / "payload/000.jsonl").read_text(encoding="utf-8")
    (folder / "payload/000.jsonl").write_text(text.replace("null", sign), encoding="utf-8")

    assert (1, {"erasure"}) == check(folder)


def test_lawful_erasure_raises_nothing(log, tmp_path):
    """The six months are over, and the log says so before it is done."""
    _erase(log, log.kept[:60], er={"rc": "access_log", "to": _until(log.kept[59])})

    assert (0, set()) == check(log.export(tmp_path / "d"))


def test_erasure_without_a_payload_folder_is_not_judged(log, tmp_path):
    """Whoever gets only leaves can check the tree, and is told no more."""
    _erase(log, [log.kept[7]])

    assert (0, set()) == check(log.export(tmp_path / "d", payload=False))


def test_erasure_beyond_its_own_day_is_found(log, tmp_path):
    """An event that reaches as far as its own day, though nothing was taken along before its time."""
    _erase(log, log.kept[:10], er={"rc": "access_log", "to": f"{log.at:%Y-%m-%d}"})

    assert (1, {"erasure"}) == check(log.export(tmp_path / "d"))


@pytest.mark.parametrize("change", ["book", "younger"])
def test_erasure_of_what_an_event_does_not_cover_is_found(log, change, tmp_path):
    """Younger than the event says, or of the other book; both could have been erased by now."""
    until = _until(log.kept[0])
    log.add(family=None, rc="disclosure_register" if change == "book" else "access_log")
    log.kept[-1].leaf["ru"] = until if change == "book" else "2026-09-03"
    assert until < "2026-09-03" < f"{log.at:%Y-%m-%d}"
    _erase(log, [*log.kept[:10], log.kept[-1]], er={"rc": "access_log", "to": until})

    assert (1, {"erasure"}) == check(log.export(tmp_path / "d"))


def test_what_a_case_s_end_erases_is_named_by_a_list(log, tmp_path):
    """The register of a case goes with the case."""
    chosen = log.kept[20:25]
    text, event = _listed(log, chosen)
    _erase(log, chosen, **event)
    log.lists[log.kept[-1].leaf["id"]] = text

    assert (0, set()) == check(log.export(tmp_path / "d"))


@pytest.mark.parametrize("change", ["one more", "none", "early", "no event", "number", "other event"])
def test_a_list_that_does_not_fit_is_found(log, change, tmp_path):
    """Another entry on it, no list at all, before its time, or a list that no event stands for."""
    if change == "early":
        log.at -= LATER
    chosen = log.kept[20:25]
    text, event = _listed(log, chosen)
    event["er"]["n"] += change == "number"
    if change == "other event":
        _erase(log, chosen)
        log.add("access.read", None, **event)
        log.sign()
    _erase(
        log,
        [*chosen, log.kept[30]] if change == "one more" else chosen,
        **({} if change in ("no event", "other event") else event),
    )
    text += log.kept[30].leaf["id"] + "\n" if change == "one more" else ""
    if change != "none":
        log.lists[log.kept[-1].leaf["id"]] = text

    assert (1, {"erasure"}) == check(log.export(tmp_path / "d"))


def test_an_event_of_another_kind_erases_nothing(log, tmp_path):
    """Only `log.erase` does, and what an incident lost."""
    _erase(log, log.kept[:10])
    log.add("access.read", None, er={"rc": "access_log", "to": _until(log.kept[9])})
    log.sign()

    assert (1, {"erasure"}) == check(log.export(tmp_path / "d"))


def test_what_an_incident_lost_is_told_and_not_held_against_anybody(log, tmp_path):
    """After a recovery from a mirror the leaves are there and their payloads are not."""
    chosen = log.kept[50:]
    text, event = _listed(log, chosen)
    for one in chosen:
        one.boxes, one.parts = [None] * 5, [None] * len(one.parts)
    log.add("log.incident", None, **event)
    log.lists[log.kept[-1].leaf["id"]] = text
    log.sign()

    assert (0, set()) == check(log.export(tmp_path / "d"))
