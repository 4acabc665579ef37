"""`python -m demo`: write the load files of the demo Kreis beside this package, and the story of its rules."""

from pathlib import Path

from demo.conferences import conferences
from demo.history import history
from demo.kreis import kreis
from demo.questions import questions
from demo.rules import rules
from demo.samples import samples
from demo.writing import written

HERE = Path(__file__).parent


def files() -> dict[str, str]:
    """What is written, by name."""
    sets = {"kreis": kreis(), "history": history(), "rules": rules(), "samples": samples()}
    sets |= {"questions": questions(), "conferences": conferences()}
    return {f"{name}.json": written(one) for name, one in sets.items()}


def main() -> None:
    """Write every file that is not as it should be."""
    for name, text in files().items():
        (HERE / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
