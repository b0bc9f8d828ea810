// Writes transliteration.bin, the table of InfoShare.Screening.Transliteration, from npm any-ascii.
//
// usage: npm install any-ascii@0.3.3 && node generate-transliteration.mjs > transliteration.bin
//
// Only needed to move to another version of any-ascii (ISC licence: ANY-ASCII-LICENSE.txt). The file is a zlib stream of
// variable-length integers (7 bits a byte, low bits first, the high bit set on all bytes but the last):
//   distinct strings: count, then {length, that many bytes of ASCII}
//   code points from U+0080 with a non-empty string: count, then {code point less the last one, number of its string}
// Symbols and emoji are left out, for no name is told by them.
import anyAscii from 'any-ascii';
import { deflateSync } from 'node:zlib';

const wanted = /[\p{L}\p{M}\p{N}]/u;
const out = [];
const put = value => {
  while (value > 0x7f) {
    out.push((value & 0x7f) | 0x80);
    value >>>= 7;
  }
  out.push(value);
};
const entries = [];
const numbers = new Map();
for (let c = 0x80; c < 0x30000; c++) {
  const text = c >= 0xd800 && c < 0xe000 ? '' : String.fromCodePoint(c);
  const ascii = text && wanted.test(text) ? anyAscii(text).toLowerCase().replace(/[^a-z0-9]/g, '') : '';
  if (ascii) {
    if (!numbers.has(ascii)) numbers.set(ascii, numbers.size);
    entries.push([c, numbers.get(ascii)]);
  }
}
put(numbers.size);
for (const text of numbers.keys()) {
  put(text.length);
  out.push(...Buffer.from(text, 'ascii'));
}
put(entries.length);
let last = 0;
for (const [c, number] of entries) {
  put(c - last);
  put(number);
  last = c;
}
process.stdout.write(deflateSync(Buffer.from(out), { level: 9 }));
