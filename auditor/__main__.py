"""``python -m auditor``: the same as the ``saveraudit`` command."""

from auditor.cli import main

if __name__ == "__main__":
    main()
