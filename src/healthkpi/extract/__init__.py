"""Document -> numerals -> claims: finds every numeral of a bulletin and explains each one.

Read the modules in this order: ``segment`` (paragraphs, sentences, headings), ``numbers`` (every
number expression), ``nonclaims`` (dates, names, list numbers …), ``periods`` (which year),
``scopes`` (whose number), ``measures`` (what kind of claim), ``phrases`` (what is measured),
``reader`` (all of it, a document at a time).
"""
