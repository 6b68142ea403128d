"""`python -m redactor` is `redactor`."""

from redactor.cli import main

if __name__ == "__main__":
    main()
