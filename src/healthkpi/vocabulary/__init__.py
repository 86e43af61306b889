"""What words: the lists the rules speak of, as data files, and the loader that reads them.

To change a word, edit the YAML or CSV file of its kind and add an example and a counter-example
to the entry; the tests run them.
"""
