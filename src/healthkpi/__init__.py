"""healthkpi: Chinese health bulletins to a table of city, year and indicator."""

from __future__ import annotations

__version__ = "0.1.0"
