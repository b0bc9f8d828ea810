#!/usr/bin/env python3
"""Writes normalization.bin, the table of InfoShare.Text.NormalTable, from Python's unicodedata.

usage: python3 generate.py > ../normalization.bin
       python3 generate.py samples [COUNT] > ../../../tests/Text/normalization-samples.txt

The committed files are of Unicode 15.1 (Python 3.13).

Only needed to move to another version of Unicode. The file is a row of variable-length integers (7 bits a byte, low bits first,
the high bit set on all bytes but the last):
  the Unicode version's three numbers
  combining classes: count, then {code point less the last one, class}
  full canonical decompositions: count, then {code point less the last one, length, code points}
  full compatibility decompositions where they differ: the same
  primary composites: count, then {first, second, composite}
Hangul syllables are computed, and are not in the table.
"""
import random
import sys
import unicodedata as ucd

CODE_POINTS = [c for c in range(0x110000) if not 0xD800 <= c <= 0xDFFF and not 0xAC00 <= c <= 0xD7A3]


def varint(value):
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return out


def main():
    out = bytearray()

    def put(*values):
        for value in values:
            out.extend(varint(value))

    put(*(int(part) for part in ucd.unidata_version.split(".")))
    classes = [(c, ucd.combining(chr(c))) for c in CODE_POINTS if ucd.combining(chr(c))]
    put(len(classes))
    last = 0
    for c, combining_class in classes:
        put(c - last, combining_class)
        last = c

    canonical = {c: ucd.normalize("NFD", chr(c)) for c in CODE_POINTS}
    compatible = {c: ucd.normalize("NFKD", chr(c)) for c in CODE_POINTS}
    for table in (
        {c: d for c, d in canonical.items() if d != chr(c)},
        {c: d for c, d in compatible.items() if d != canonical[c]},
    ):
        put(len(table))
        last = 0
        for c, decomposition in table.items():
            put(c - last, len(decomposition), *(ord(d) for d in decomposition))
            last = c

    # What NFC leaves as it is and has a canonical decomposition into two is not excluded from composition.
    pairs = []
    for c in CODE_POINTS:
        parts = ucd.decomposition(chr(c)).split()
        if len(parts) == 2 and not parts[0].startswith("<") and ucd.normalize("NFC", chr(c)) == chr(c):
            pairs.append((int(parts[0], 16), int(parts[1], 16), c))
    put(len(pairs))
    for pair in pairs:
        put(*pair)
    sys.stdout.buffer.write(out)


def samples(count):
    """Lines of 'text;NFC;NFKC', each as UTF-8 in hexadecimal, of random strings that have much to normalise."""
    chance = random.Random(15)
    assigned = [c for c in CODE_POINTS if ucd.category(chr(c)) not in ("Cn", "Co")]
    marks = [c for c in assigned if ucd.combining(chr(c))]
    decomposable = [c for c in assigned if ucd.decomposition(chr(c))]
    pools = [
        assigned,
        marks,
        marks,
        decomposable,
        [*range(0x20, 0x17F)],
        [*range(0x1100, 0x1113), *range(0x1161, 0x1176), *range(0x11A7, 0x11C3), *range(0xAC00, 0xAC40)],
        [*range(0xFF01, 0xFFEF)],
    ]
    print("# Unicode", ucd.unidata_version, "- made by shared/Text/tables/generate.py samples")
    for _ in range(count):
        pool = chance.choices(pools, k=2)
        text = "".join(chr(chance.choice(chance.choice(pool))) for _ in range(chance.randint(1, 12)))
        print(";".join(t.encode().hex() for t in (text, ucd.normalize("NFC", text), ucd.normalize("NFKC", text))))


if __name__ == "__main__":
    if sys.argv[1:2] == ["samples"]:
        samples(int(sys.argv[2]) if len(sys.argv) > 2 else 400)
    else:
        main()
