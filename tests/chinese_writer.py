"""Write whole numbers as Chinese texts write them, to read them back in tests."""

from __future__ import annotations

from decimal import Decimal

PLAIN = "零一二三四五六七八九"
FORMAL = "零壹贰叁肆伍陆柒捌玖"
ROUND = "〇一二三四五六七八九"


def in_words(number: int, digits: str = PLAIN, tens: str = "十百千") -> str:
    """一千零一, 二十万零三百, 一万五千亿; with FORMAL digits 壹仟零壹."""
    if number == 0:
        return digits[0]
    text = _groups(number, digits, tens)
    # A number begins 十五, not 一十五, where it is not written in the formal style.
    return text[1:] if digits is PLAIN and text.startswith("一十") else text


def in_formal_words(number: int) -> str:
    """壹仟零壹, as on a receipt."""
    return in_words(number, FORMAL, "拾佰仟")


def digit_by_digit(number: int) -> str:
    """一〇〇一, as years and room numbers are written."""
    return "".join(ROUND[int(digit)] for digit in str(number))


def with_commas(number: int) -> str:
    """1,001."""
    return f"{number:,}"


def in_ten_thousands(number: int) -> str:
    """0.1001万, exact."""
    return f"{(Decimal(number) / 10000).normalize():f}万"


def _groups(number: int, digits: str, tens: str) -> str:
    for power, name in ((10**8, "亿"), (10**4, "万")):
        if number >= power:
            high, low = divmod(number, power)
            text = _groups(high, digits, tens) + name
            if low:
                gap = low < power // 10
                text += (digits[0] if gap else "") + _groups(low, digits, tens)
            return text
    return _thousands(number, digits, tens)


def _thousands(number: int, digits: str, tens: str) -> str:
    text, gap = "", False
    for power, name in ((1000, tens[2]), (100, tens[1]), (10, tens[0]), (1, "")):
        digit = number // power % 10
        if digit:
            text += (digits[0] if gap and text else "") + digits[digit] + name
            gap = False
        else:
            gap = True
    return text
