"""Preparing a consent talk in a real browser, and a careful look at a page."""

import os
import re
from collections.abc import Mapping

from playwright.sync_api import Page, expect

from tests.journeys.barriers import expect_no_barrier
from tests.journeys.walking import Walk, enter, keep_picture

Z2 = "?zweck=fam_joint_support"
WHY = "Damit Jobcoach und Familie die Termine der Hilfe abstimmen."
SCREENS = os.environ.get("HUB_SCREENS", "")


def look(page: Page, name: str, walk: Walk) -> None:
    """No barrier by day and by night, nothing scrolls sideways, one heading; a picture where they are wanted."""
    expect_no_barrier(page, ("light", "dark"))
    if SCREENS:
        keep_picture(page, SCREENS, walk, name)


def draw(page: Page) -> None:
    """A line in the field for the signature, once the field is in sight and stands still."""
    pad = page.locator("#feld")
    pad.hover(position={"x": 40, "y": 40})
    box = pad.bounding_box()
    assert box is not None
    page.mouse.down()
    page.mouse.move(box["x"] + 160, box["y"] + 70, steps=6)
    page.mouse.up()
    expect(page.locator("#striche")).not_to_have_value("")


def prepare(page: Page, addresses: Mapping[str, str], whose: tuple[Walk, str], who: str) -> None:
    """A talk with somebody of a worker's family, as far as its empty list."""
    walk, number = whose
    enter(page, dict(addresses), walk)
    page.goto(f"{addresses[walk.group]}/familien/{number}/einwilligungen{Z2}")
    page.get_by_role("link", name="Gespräch vorbereiten").click()
    page.get_by_label(re.compile(f"^{who}")).check()
    page.get_by_role("button", name="Gespräch vorbereiten").click()


def ask(page: Page, area: str, purpose: str = "Gemeinsam planen", *, about: str = "", to: str = "Kranichfeld") -> None:
    """One question on the list: about the first person, where none is named."""
    people = page.get_by_role("group", name="Um wen geht es?")
    (people.get_by_label(about, exact=True) if about else people.get_by_role("radio").first).check()
    page.get_by_role("group", name=re.compile("Wer möchte es wissen|Mit wem")).get_by_label(re.compile(to)).check()
    page.get_by_role("group", name="Welche Bereiche?").get_by_label(area, exact=True).check()
    page.get_by_role("group", name="Zweck").get_by_label(purpose, exact=True).check()
    page.get_by_label("Wofür genau?").fill(WHY)
    page.get_by_label("6 Monate").check()
    page.get_by_role("button", name="Frage hinzufügen").click()
