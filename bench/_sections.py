"""Sections of `RESULTS.md`: each command rewrites its own and leaves those of the others as they are."""


def section(text: str, title: str) -> str:
    """The section of this title with its heading, without blank lines around it; nothing if there is none."""
    return next((part for part in _parts(text) if part.split("\n", 1)[0] == f"## {title}"), "")


def with_section(text: str, title: str, lines: list[str]) -> str:
    """The text with this section written anew, at the end where there was none."""
    new = "\n".join([f"## {title}", "", *lines])
    parts = [new if part == section(text, title) and part else part for part in _parts(text)]
    return "\n\n".join(parts if new in parts else [*parts, new]) + "\n"


def _parts(text: str) -> list[str]:
    """What stands before the first section, then each section."""
    head, *sections = text.split("\n## ")
    return [part.strip("\n") for part in (head, *(f"## {one}" for one in sections)) if part.strip("\n")]
