"""Claims and panel to issues: what an editor would question before publishing. Never raises.

Every check is a function ``check_*`` of the :class:`~healthkpi.validate.facts.Facts` that returns
issues; the codes, with examples, are listed in docs/validation.md.
"""
