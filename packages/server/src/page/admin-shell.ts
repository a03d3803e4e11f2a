import { Prepared } from './bytes.ts';
import { htmlHeaders } from './headers.ts';
import { contentPolicy } from './html/policy.ts';

const style = ':root{color-scheme:light dark}body{margin:0}';

/** The document around `<status-admin>` at /admin: nothing in it is secret, and nothing of it is kept. */
export function adminShell(script: string, publicUrl: string): Prepared {
  const html = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="robots" content="noindex">
<title>Allswell</title>
<link rel="icon" href="/favicon.svg" type="image/svg+xml">
<style>${style}</style>
<script type="module" src="${script}"></script>
</head>
<body>
<status-admin locale="auto"></status-admin>
<noscript>The panel needs JavaScript. The <a href="/">status page</a> does not.</noscript>
</body>
</html>
`;
  const policy = contentPolicy({ styles: [style], imageOrigins: ['https:'], frameAncestors: 'none' });
  return new Prepared(html, {
    type: 'text/html; charset=utf-8',
    headers: htmlHeaders({ policy, isSecure: publicUrl.startsWith('https:'), cacheControl: 'no-store' }),
  });
}
