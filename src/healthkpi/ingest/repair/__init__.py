"""Damage mended, always reported: what a bulletin suffered on its way, taken back.

Each kind of damage has a module with its rule. All are strict: what is not surely damage stays.
"""

from healthkpi.ingest.repair.text import Repaired, repair_text

__all__ = ["Repaired", "repair_text"]
