import { hostileTexts } from '@allswell/protocol/fixtures';

/** Everything that has ever become code where it should have stayed text, and a few more. Each would set `pwned`. */
export const hostileWords: readonly string[] = [
  ...hostileTexts,
  '--></title></textarea></style></noscript></template><img src=x onerror=globalThis.pwned=1>',
  '<a href="javascript:globalThis.pwned=1" autofocus onfocus=globalThis.pwned=1>x</a>',
  '<iframe srcdoc="<script>parent.pwned=1</script>"></iframe><object data="javascript:globalThis.pwned=1">',
  '![x](x" onerror="globalThis.pwned=1) <https://fernhill.example/"onmouseover="globalThis.pwned=1>',
  '[a](JaVaScRiPt:globalThis.pwned=1) [b](data:text/html,<script>globalThis.pwned=1</script>) [c](https://fernhill.example/"onclick="globalThis.pwned=1)',
  '`</code><script>globalThis.pwned=1</script>` <%= globalThis.pwned=1 %> #{globalThis.pwned=1} <?globalThis.pwned=1?>',
  '&lt;script&gt;globalThis.pwned=1&lt;/script&gt; &#60;img src=x onerror=globalThis.pwned=1&#62;',
  '<meta http-equiv="refresh" content="0;url=javascript:globalThis.pwned=1"><base href="https://evil.example/">',
  '<status-banner src="https://evil.example"></status-banner><form action="https://evil.example"><button>Sign in</button></form>',
  '__proto__ constructor toString ?lit$0123456789$ <!--?lit$0$--><?lit$1$>{{lit-0}}',
];

/** The same on one line, as names have to be. */
export const hostileNames: readonly string[] = hostileWords.map((text) =>
  text
    .replace(/[\u2028\u2029\n]/g, ' ')
    .slice(0, 200)
    .trim(),
);
