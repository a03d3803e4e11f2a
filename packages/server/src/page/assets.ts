import { adminShell } from './admin-shell.ts';
import { appIcons } from './app-icons.ts';
import type { Bundles } from './bundles.ts';
import { Prepared } from './bytes.ts';
import { bundleHeaders } from './headers.ts';
import { faviconIco, faviconSvg } from './icons.ts';

const immutable = 'public, max-age=31536000, immutable';
const floating = 'public, max-age=300, stale-while-revalidate=86400';
const brief = 'public, max-age=300';
const daily = 'public, max-age=86400';
const script = 'text/javascript; charset=utf-8';

export interface AssetOptions {
  widget: Bundles | undefined;
  admin: Bundles | undefined;
  publicUrl: string;
}

/**
 * Everything that does not change while the server runs, by its address: the embed script, the push worker, pinned and
 * hashed bundles, the panel's shell, icons and robots.txt.
 */
export function prepareAssets({ widget, admin, publicUrl }: AssetOptions): Map<string, Prepared> {
  const assets = new Map<string, Prepared>([
    ['/favicon.svg', new Prepared(faviconSvg, { type: 'image/svg+xml', headers: bundleHeaders(daily) })],
    [
      '/favicon.ico',
      new Prepared(faviconIco, { type: 'image/x-icon', headers: bundleHeaders(daily), compress: false }),
    ],
    [
      '/robots.txt',
      new Prepared(robots(publicUrl), { type: 'text/plain; charset=utf-8', headers: bundleHeaders(daily) }),
    ],
  ]);
  for (const [name, base64] of Object.entries(appIcons)) {
    const picture = Buffer.from(base64, 'base64');
    const icon = new Prepared(picture, { type: 'image/png', headers: bundleHeaders(daily), compress: false });
    assets.set(`/icons/${name}`, icon);
    // Where iOS looks by itself.
    if (name === 'apple-touch-icon.png') assets.set(`/${name}`, icon);
  }
  for (const bundles of [widget, admin]) {
    for (const [name, file] of Object.entries(bundles?.files ?? {})) {
      // The worker names this server, so it is served by it alone and never pinned.
      if (name === 'worker') continue;
      const prepared = new Prepared(bundles?.read(file) ?? '', { type: script, headers: bundleHeaders(immutable) });
      // A name with a hash means these bytes for ever; others only below their version.
      if (isHashed(file)) assets.set(`/assets/${file}`, prepared);
      if (bundles === widget) assets.set(`/widget/${bundles?.version}/${file}`, prepared);
    }
  }
  const embed = widget?.files.embed;
  if (widget && embed)
    assets.set('/embed.js', new Prepared(widget.read(embed), { type: script, headers: bundleHeaders(floating) }));

  const worker = widget?.files.worker;
  if (widget && worker) {
    const source = widget.read(worker).toString().replaceAll('__ALLSWELL_PAGE__', publicUrl);
    // Imported by an app's worker it goes through the browser's cache: news of ours are there within minutes.
    const headers = [...bundleHeaders(brief), 'Service-Worker-Allowed', '/'];
    assets.set('/sw.js', new Prepared(source, { type: script, headers }));
  }

  const panel = admin?.files.admin;
  if (panel) {
    const shell = adminShell(`/assets/${panel}`, publicUrl);
    assets.set('/admin', shell);
    assets.set('/admin/', shell);
  }
  return assets;
}

/** Addresses that would be served, had the bundles been built. */
export function needsBuild(path: string): boolean {
  return path === '/embed.js' || path === '/sw.js' || path === '/admin' || path === '/admin/';
}

const robots = (publicUrl: string) =>
  `User-agent: *\nDisallow: /admin\nDisallow: /api/\nDisallow: /auth/\n\nSitemap: ${publicUrl}/sitemap.xml\n`;

function isHashed(file: string): boolean {
  return /-[a-z0-9_-]{8,}\.js$/i.test(file);
}
