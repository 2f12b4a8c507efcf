"""How many decimals a currency has: ISO 4217 (list one, "minor unit"), not what people write.

Unicode's data says that dinars of Serbia are written without para; banks and payment providers
count para all the same, and so do we.
"""

from __future__ import annotations

_EXPONENTS = {
    0: "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF",
    3: "BHD IQD JOD KWD LYD OMR TND",
    4: "CLF UYW",
}
_BY_CODE = {code: places for places, codes in _EXPONENTS.items() for code in codes.split()}


def exponent(currency: str) -> int:
    """Decimals of the minor unit: 2 for EUR, 0 for JPY, 3 for KWD."""
    return _BY_CODE.get(currency, 2)
