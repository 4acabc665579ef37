"""`python -m demo`: write the load files of the demo Kreis beside this package, and the story of its rules."""

from pathlib import Path

from demo.history import history
from demo.kreis import kreis
from demo.rules import rules
from demo.writing import written

HERE = Path(__file__).parent


def files() -> dict[str, str]:
    """What is written, by name."""
    return {"kreis.json": written(kreis()), "history.json": written(history()), "rules.json": written(rules())}


def main() -> None:
    """Write every file that is not as it should be."""
    for name, text in files().items():
        (HERE / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
