"""Minutes: each sentence goes to its owner, each reader gets what a look gives them, both agencies confirm."""

import pytest

from hub.terms.lists import Agency
from hub.terms.minutes import INVITED, MinutesWanted, Section
from hub.terms.writing import Written
from tests.conference.tables import Scribe, agreed, faults, lay_table, said, sentence
from tests.kreis import F01
from tests.whole import open_payload

OWN_JOBCENTER = {"section": Section.JOBCENTER, "field": "sgb2_counselling_note"}
OWN_ASD = {"section": Section.JUGENDAMT, "field": "sgb8_parenting"}
RELEASED_ASD = {"section": Section.JUGENDAMT, "field": "sgb8_help_goals_released"}


def _pair(kreis, *more):
    wanted = lay_table(kreis, ("U01", "U07", *more, "U06"))
    return Scribe(kreis, "U01", wanted), Scribe(kreis, "U07", wanted)


def test_what_is_joint_both_read_and_what_is_own_its_agency_alone(every_kreis):
    """Consents open K12 to both; the Jobcoach's own note and the ASD's own sentence stay where they were written."""
    jobcoach, asd = _pair(every_kreis)

    assert isinstance(
        jobcoach.saves(sentence("Der Morgenplan bleibt."), sentence("Nur für uns", **OWN_JOBCENTER)), Written
    )
    assert isinstance(asd.saves(sentence("Nur beim Amt", **OWN_ASD)), Written)

    assert [("result", "Der Morgenplan bleibt."), ("jobcenter", "Nur für uns")] == jobcoach.reads()
    assert [("result", "Der Morgenplan bleibt."), ("jugendamt", "Nur beim Amt")] == asd.reads()


def test_the_part_of_the_asd_that_a_consent_opens_is_read_by_the_jobcoach(kreis):
    """C01 opens K9: Hilfeplan & Ziele."""
    jobcoach, asd = _pair(kreis)

    asd.saves(sentence("Morgens hilft die Fachkraft beim Aufstehen.", **RELEASED_ASD))

    assert [("jugendamt", "Morgens hilft die Fachkraft beim Aufstehen.")] == jobcoach.reads()


def test_a_provider_reads_of_the_minutes_what_consents_open_to_it(kreis):
    """C04 opens K9 to the OFT, not K12."""
    jobcoach, asd = _pair(kreis, "U12")
    jobcoach.saves(sentence("Alles bleibt."))
    asd.saves(sentence("Aufstehen üben.", **RELEASED_ASD))

    assert [("jugendamt", "Aufstehen üben.")] == Scribe(kreis, "U12", jobcoach.wanted).reads()


def test_of_what_the_other_wrote_for_itself_nothing_tells(kreis):
    """Neither the version of the joint part nor the confirmation of the own one."""
    jobcoach, asd = _pair(kreis)
    jobcoach.saves(sentence("Gemeinsam."))
    jobcoach.confirms()
    before = jobcoach.opens()

    asd.saves(sentence("Nur beim Amt", **OWN_ASD))

    after = jobcoach.opens()
    assert before.kept.version == after.kept.version
    assert before.kept.confirmed == after.kept.confirmed
    assert before.lines == after.lines


def test_who_was_there_is_kept_with_the_joint_part(kreis):
    """By name and agency; of the family the reference, of a guest the function."""
    wanted = lay_table(kreis, persons=("F01-1",), guests=("school",))
    jobcoach = Scribe(kreis, "U01", wanted)

    jobcoach.saves(sentence("Gemeinsam."))

    seen = jobcoach.opens()
    [line] = [one for one in seen.lines if one.section is Section.PRESENT]
    there = said(seen.disclosure)[line.cell]
    assert INVITED == there[0]
    assert ["F01-1", "Schule"] == there[4:]
    assert there[1].startswith("Jonas Kranichfeld (")


def test_a_look_at_minutes_is_in_the_log_with_the_conference(kreis):
    """As a look for the case conference, of what was shown and nothing else."""
    jobcoach, _ = _pair(kreis)
    jobcoach.saves(sentence("unverwechselbar"))

    told = open_payload(kreis.superuser(), kreis.keys, jobcoach.opens().disclosure.entry)

    assert "case_conference" == told["access"]["purpose"]
    assert jobcoach.wanted.number == told["access"]["conference"]
    fields = {field.split("#")[0].split("@")[0] for group in told["access"]["cells"] for field in group[3]}
    assert {"family_name", "given_name", "fam_minutes_joint", "fam_conference_attendees"} == fields
    assert "unverwechselbar" not in str(told)


def test_both_confirm_and_then_only_an_addendum_is_written(every_kreis):
    """With name and time of whoever wrote it."""
    jobcoach, asd = _pair(every_kreis)
    jobcoach.saves(sentence("Gemeinsam."), agreed())

    assert jobcoach.confirms() is None
    assert ["open"] == faults(jobcoach.saves(sentence("Nachgetragen.", Section.ADDENDUM)))
    assert asd.confirms() is None

    assert ["closed"] == faults(asd.saves(sentence("Noch etwas.")))
    assert isinstance(asd.saves(sentence("Nachgetragen.", Section.ADDENDUM)), Written)
    seen = jobcoach.opens()
    [line] = [one for one in seen.lines if one.section is Section.ADDENDUM]
    assert ("Henrike Steinkauz", every_kreis.at) == (line.author_name, line.at)
    assert {Agency.JOBCENTER, Agency.JUGENDAMT} == {one.agency for one in seen.kept.confirmed}


def test_a_change_of_the_joint_part_takes_confirmations_back(kreis):
    """Nobody confirmed what stands there now."""
    jobcoach, asd = _pair(kreis)
    jobcoach.saves(sentence("Gemeinsam."))
    jobcoach.confirms()

    asd.saves(sentence("Noch etwas."))

    assert () == asd.opens().kept.confirmed


def test_a_confirmation_is_of_the_version_that_was_read(kreis):
    """What was changed meanwhile is not confirmed unseen."""
    jobcoach, asd = _pair(kreis)
    jobcoach.saves(sentence("Gemeinsam."))
    read = asd.opens().kept.version
    jobcoach.saves(sentence("Noch etwas."))

    assert "changed" == asd.confirms(read)
    assert () == asd.opens().kept.confirmed


def test_confirming_twice_is_once(kreis):
    """Also by a colleague of the same agency: one entry."""
    jobcoach, _ = _pair(kreis)
    jobcoach.saves(sentence("Gemeinsam."))

    assert jobcoach.confirms() is None
    assert jobcoach.confirms() is None
    assert Scribe(kreis, "U06", jobcoach.wanted).confirms() is None

    events = kreis.superuser().execute("select count(*) from ledger.index where event = 'minutes.confirmed'")
    assert [(1,)] == events.fetchall()


def test_two_who_save_on_the_same_version_are_told(kreis):
    """The second sees what the first wrote before it writes; nothing of the second is kept."""
    jobcoach, asd = _pair(kreis)
    version = asd.opens().kept.version
    jobcoach.saves(sentence("Zuerst."))

    assert ["changed"] == faults(asd.saves(sentence("Zugleich."), version=version))
    assert [("result", "Zuerst.")] == asd.reads()


def test_sent_twice_under_one_key_it_is_written_once(kreis):
    """A double click makes one sentence; the second is answered as before, though the version moved on."""
    jobcoach, _ = _pair(kreis)

    first = jobcoach.saves(sentence("Einmal."), version=0, key="a" * 32)
    again = jobcoach.saves(sentence("Einmal."), version=0, key="a" * 32)

    assert first == again
    assert [("result", "Einmal.")] == jobcoach.reads()


@pytest.mark.parametrize(
    ("who", "one", "fault"),
    [
        ("U12", {"section": Section.JUGENDAMT, "field": "sgb8_parenting"}, "spot"),
        ("U12", {}, "spot"),
        ("U01", OWN_ASD, "spot"),
        ("U07", OWN_JOBCENTER, "spot"),
        ("U01", {"field": "sgb2_benefit_amount"}, "spot"),
        ("U01", {"field": "no_such_field"}, "spot"),
        ("U01", {"section": Section.PRESENT, "field": "fam_conference_attendees"}, "spot"),
        ("U01", {"persons": ()}, "person"),
        ("U01", {"persons": ("F07-2",)}, "person"),
        ("U01", {"text": "x" * 2001}, "long"),
        ("U01", {"text": "\u202eabc"}, "control"),
        ("U01", {"text": "a\x00b"}, "control"),
        ("U01", {"text": "  "}, "empty"),
    ],
)
def test_what_may_not_be_written_is_refused_whole(kreis, who, one, fault):
    """Nothing of what came with it is kept."""
    jobcoach, _ = _pair(kreis, "U12")
    writer = Scribe(kreis, who, jobcoach.wanted)
    fine = sentence("Fein.") if who != "U12" else sentence("Fein.", Section.PROVIDER, "provider_day_structure")

    assert fault in faults(writer.saves(fine, sentence(**{"text": "Anders.", **one}), version=0))
    assert [] == jobcoach.reads()


@pytest.mark.parametrize(("less", "fault"), [({"who": " "}, "who"), ({"until": None}, "until")])
def test_a_result_without_who_or_until_when_is_refused(kreis, less, fault):
    """Somebody does it, by a day (users.md 41)."""
    jobcoach, _ = _pair(kreis)

    assert [fault] == faults(jobcoach.saves(agreed(**less)))


@pytest.mark.parametrize("who", ["U02", "U08", "U16", "U09"])
def test_whoever_has_no_part_in_it_finds_nothing(kreis, who):
    """Neither the minutes nor that there are any; they write and confirm nothing."""
    jobcoach, _ = _pair(kreis)
    jobcoach.saves(sentence("Gemeinsam."))
    stranger = Scribe(kreis, who, jobcoach.wanted)

    assert stranger.opens() is None
    assert stranger.saves(sentence("Fremd."), version=1) is None
    with pytest.raises(LookupError):
        stranger.confirms(1)


def test_a_provider_confirms_nothing(kreis):
    """Only the two agencies do."""
    jobcoach, _ = _pair(kreis, "U12")
    jobcoach.saves(sentence("Gemeinsam."))

    with pytest.raises(LookupError):
        Scribe(kreis, "U12", jobcoach.wanted).confirms(1)


def test_a_topic_that_is_not_there_is_like_one_that_is_not_theirs(kreis):
    """And so is a number that nobody gave."""
    wanted = lay_table(kreis)

    assert Scribe(kreis, "U01", MinutesWanted(wanted.number, 2)).opens() is None
    assert Scribe(kreis, "U01", MinutesWanted("K-2026-999", 1)).opens() is None


def test_a_sentence_is_changed_in_its_place(kreis):
    """The old one is kept in the record; who read another version is told."""
    from hub.terms.writing import version_tag

    jobcoach, asd = _pair(kreis)
    jobcoach.saves(sentence("Erst so."))
    seen = asd.opens()
    [line] = [one for one in seen.lines if one.section is Section.RESULT]
    tag = version_tag(line.cell, 1)

    changed = sentence("Dann so.", cell=line.cell, persons=())
    assert isinstance(asd.saves(changed, tags=frozenset({tag})), Written)
    assert ["changed"] == faults(jobcoach.saves(sentence("Noch anders.", cell=line.cell), tags=frozenset({tag})))
    assert [("result", "Dann so.")] == jobcoach.reads()
    assert F01 == jobcoach.opens().topic.family


def test_a_look_costs_the_same_however_many_sentences_and_people(kreis):
    """Meeting, minutes, presence, facts, entry, values, where to write, drafts: eight statements."""
    jobcoach, asd = _pair(kreis)
    jobcoach.saves(sentence("Eins."))
    jobcoach.opens()
    kreis.statements.clear()
    jobcoach.opens()
    few = _cost(kreis)
    for number in range(4):
        jobcoach.saves(*[sentence(f"Satz {number} {place}.") for place in range(8)])
        asd.saves(sentence(f"Nur beim Amt {number}", **OWN_ASD))

    kreis.statements.clear()
    jobcoach.opens()

    assert few == _cost(kreis) == 8


def test_saving_costs_the_same_however_many_sentences(kreis):
    """What is held against the record is one decision and one look for all sentences together."""
    jobcoach, _ = _pair(kreis)
    jobcoach.saves(sentence("Eins."))
    costs = []
    for count in (1, 9):
        version = jobcoach.opens().kept.version
        kreis.statements.clear()
        jobcoach.saves(*[sentence(f"Satz {count} {place}.") for place in range(count)], version=version)
        costs.append(_cost(kreis))

    assert costs[0] == costs[1] <= 30


def _cost(kreis):
    """Statements, but for finding out who somebody of the demo is."""
    return len([one for one in kreis.statements if "identity.posts" not in one])
