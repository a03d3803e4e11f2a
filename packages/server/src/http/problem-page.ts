import { problems } from '@allswell/protocol';

const isProblemCode = (code: string): code is keyof typeof problems => Object.hasOwn(problems, code);

/** The page behind a problem's `type`: what it means, in one sentence. Undefined for a code that does not exist. */
export function problemPage(code: string): Response | undefined {
  if (!isProblemCode(code)) return undefined;
  const { status, title } = problems[code];
  // Codes and titles are our own words: there is nothing to escape.
  const html = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${title}</title>
<h1>${title}</h1>
<p>The API answers with the code <code>${code}</code> and HTTP status ${status}. The <code>detail</code> of the answer says what to do next; <code>errors</code>, where present, points at each field (RFC 9457).</p>
</html>
`;
  return new Response(html, {
    headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'public, max-age=3600' },
  });
}
