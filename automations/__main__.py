"""``python -m automations`` is ``rekapin``."""

from automations.cli import main

if __name__ == "__main__":
    main()
