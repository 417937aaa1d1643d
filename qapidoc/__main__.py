"""``python -m qapidoc``."""

from qapidoc.cli import main

if __name__ == "__main__":
    main()
