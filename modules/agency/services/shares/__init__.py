"""What contributors get of sales: rules, what was agreed at each sale, the ledger, statements.

| to find | look at |
| --- | --- |
| which rule counts | ``rules.py`` |
| whose work an item is, written when it is sold | ``recording.py`` |
| what a share comes to, with what was left out and given back | ``reckoning.py`` |
| what an order's news mean for the ledger, once, in any order | ``hearing.py`` |
| entries, balances, corrections | ``ledger.py`` |
| drafts and closed statements | ``statements.py`` |
| who is paid, and that they were | ``paying.py`` |
"""
