"""The program: ``qapidoc``, or ``python -m qapidoc``."""

import gc


def main() -> None:
    """Run it.

    Records hold no cycles, and looking for some takes a tenth of the time; what runs for long
    collects by itself.
    """
    gc.disable()
    from qapidoc.cli import main as run

    run()


if __name__ == "__main__":
    main()
