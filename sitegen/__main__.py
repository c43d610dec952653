"""``python -m sitegen`` is the console script."""

from sitegen.cli import main

if __name__ == "__main__":
    main()
