"""Reports: what was sold and what it cost, by photographer, client, gallery, product or month.

``periods`` says which days, ``positions`` reads them in SQL, ``reading`` makes rows and sums of it,
``plots`` and ``exporting`` show them. Orders count by the day on which they were placed, as in the
export of orders, so that the sums of both are the same.
"""
