import fc from 'fast-check';

/** What breaks out of one format or another. */
const snippets = [
  ']]>',
  '<![CDATA[',
  ']]>]]><link>https://evil.example</link>',
  '<entry><id>evil</id></entry>',
  '</title></item><item><guid>evil</guid>',
  '<!DOCTYPE x [<!ENTITY y SYSTEM "file:///etc/passwd">]>',
  '&y; &#0; &#x1F; &amp;amp; &lt;b&gt;',
  '<?xml version="1.1"?>',
  '<!-- -->',
  '"\' onload="x',
  '\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:evil',
  '\nATTENDEE:mailto:evil@evil.example',
  '\\n\\,\\;\\\\',
  ';X=Y:',
  '\r\nBcc: evil@evil.example\r\n\r\n',
  '\r\n.\r\n',
  '=?utf-8?B?ZXZpbA==?=',
  '\u0000\u0007\u000b\u001b[31m\u007f\u0085\u009f',
  '\ud800',
  '\udfff',
  '\ufffe\uffff\ufeff',
  '\u2028\u2029\u202e\u200f',
  '😀👩‍👩‍👧‍👦é\u0301漢字',
  '\t  \n\n  ',
  '[me](javascript:alert(1))',
  '![x](https://a.example/"onerror=")',
  '- - - 1. > `',
];

/** Texts that try to be something else, and any other. */
export function hostileText(maxLength = 120): fc.Arbitrary<string> {
  const part = fc.oneof(
    fc.constantFrom(...snippets),
    fc.string({ unit: 'binary', maxLength: maxLength / 4 }),
    fc.string({ unit: 'grapheme', maxLength: maxLength / 4 }),
    fc.string({ maxLength: maxLength / 4 }),
  );
  return fc.array(part, { minLength: 1, maxLength: 5 }).map((parts) => parts.join(''));
}
