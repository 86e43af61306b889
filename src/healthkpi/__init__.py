"""healthkpi: Chinese health bulletins to a table of city, year and indicator.

::

    import healthkpi

    for claim in healthkpi.extract("全市孕产妇死亡率8.5/10万。", city="长治市", year=2024):
        print(claim.indicator_text, claim.value, claim.unit)
"""

from __future__ import annotations

# ``extract`` is two things: the function bound here, and the package of its modules. Importing a
# package binds its name only the first time, and api has done so before this line binds it anew.
from healthkpi.api import extract, find_numbers, panel, read_number
from healthkpi.version import __version__

__all__ = ["__version__", "extract", "find_numbers", "panel", "read_number"]
