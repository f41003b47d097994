"""The terminal's door as `formgen` and `python -m formgen`."""

import sys

try:
    from formgen.cli import main
except KeyboardInterrupt:  # Ctrl+C while everything is loaded
    sys.exit(130)

if __name__ == "__main__":
    main()
