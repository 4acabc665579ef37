"""`python -m demo`: write the load files of the demo Kreis beside this package."""

from pathlib import Path

from demo.history import history
from demo.kreis import kreis
from demo.samples import samples
from demo.writing import written

HERE = Path(__file__).parent


def files() -> dict[str, str]:
    """What is written, by name."""
    return {"kreis.json": written(kreis()), "history.json": written(history()), "samples.json": written(samples())}


def main() -> None:
    """Write every file that is not as it should be."""
    for name, text in files().items():
        (HERE / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
