"""How a value is written for people. Only text comes out; the template escapes it."""

import re
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from hub.terms.answers import Json, Value
from hub.terms.lists import Level
from hub.web.texts import Texts

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}.*")
_AMOUNT_KEYS = frozenset({"amount"})


def write_value(content: object, data_type: str, texts: Texts) -> tuple[str, ...]:
    """The lines of a value: one for each member of a list or of an object."""
    if isinstance(content, list):
        return tuple(_write_one(member, data_type, texts) for member in content) or (texts.say("value-none"),)
    if isinstance(content, dict):
        return tuple(_write_pair(key, member, data_type, texts) for key, member in content.items())
    return (_write_one(content, data_type, texts),)


def notes_on(value: Value, texts: Texts) -> list[str]:
    """What stands small beside a value: that it is not the whole text, is disputed, or came from a bound source."""
    told = [f"level-{value.level.id}"] if value.level is not Level.FULL else []
    told += ["value-disputed"] if value.disputed else []
    told += ["value-bound"] if value.bound else []
    return [texts.say(one) for one in told]


def is_typed(content: object, written: tuple[str, ...]) -> bool:
    """Whether it is written just as somebody typed it: in German then, whatever the language of the page."""
    typed = content if isinstance(content, list) else [content]
    return [*written] == typed


def _write_one(content: object, data_type: str, texts: Texts) -> str:
    if isinstance(content, bool):
        return texts.say("value-yes" if content else "value-no")
    if content is None or content == "":
        return texts.say("value-none")
    if isinstance(content, int | float):
        return _write_number(content, data_type, texts)
    if isinstance(content, str):
        return _write_text(content, data_type, texts)
    if isinstance(content, list):
        return ", ".join(_write_one(member, data_type, texts) for member in content)
    assert isinstance(content, dict)
    return " · ".join(_write_pair(key, member, data_type, texts) for key, member in content.items())


def _write_pair(key: str, content: Json, data_type: str, texts: Texts) -> str:
    if key in _AMOUNT_KEYS:
        data_type = "money"
    name = texts.say(f"key-{key}") if re.fullmatch(r"[a-z_]+", key) and texts.knows(f"key-{key}") else key
    return f"{name.replace('_', ' ')}: {_write_one(content, data_type, texts)}"


def _write_number(content: int | float, data_type: str, texts: Texts) -> str:
    if data_type == "money":
        return texts.say("value-money", amount=_with_marks(f"{content:,.2f}"))
    return _with_marks(f"{content:,}")


def _write_text(content: str, data_type: str, texts: Texts) -> str:
    """Texts stay as they are; what the catalogue calls a date or money, or looks like a date, is written as one."""
    if data_type == "money":
        return _write_money(content, texts)
    try:
        if _DAY.fullmatch(content):
            return texts.day(date.fromisoformat(content))
        if _MOMENT.fullmatch(content):
            return _write_moment(datetime.fromisoformat(content), texts)
    except ValueError:
        pass
    if data_type == "code" and texts.knows(f"lang-{content}"):
        return texts.say(f"lang-{content}")
    return texts.say(f"word-{content}") if data_type in _WORDED and _is_word(content, texts) else content


def _write_money(content: str, texts: Texts) -> str:
    try:
        return texts.say("value-money", amount=_with_marks(f"{Decimal(content):,.2f}"))
    except InvalidOperation:
        return content


def _write_moment(at: datetime, texts: Texts) -> str:
    """An instant without zone is what stood in the file: the clock on the wall."""
    return texts.moment(at) if at.tzinfo else f"{texts.day(at.date())}, {at:%H:%M}"


_WORDED = frozenset({"enum", "code"})


def _is_word(content: str, texts: Texts) -> bool:
    return bool(re.fullmatch(r"[a-z0-9_]{1,40}", content)) and texts.knows(f"word-{content}")


def _with_marks(number: str) -> str:
    """`1,234.50` as `1.234,50`."""
    return number.translate(str.maketrans(",.", ".,"))
