import { Prepared } from './bytes.ts';
import { sharedHeaders } from './headers.ts';
import { directionOf, languagesOf } from './html/languages.ts';
import type { SettingsRow } from './read.ts';

type Looks = Pick<SettingsRow, 'name' | 'theme' | 'languages' | 'default_language'>;

const papers = { auto: '#fbfaf8', light: '#fbfaf8', dark: '#11141a' } as const;

/** The page as an app that can be put on a home screen; iOS takes push messages for such only (W3C appmanifest). */
export function webManifest(looks: Looks): Prepared {
  const { main } = languagesOf(looks);
  const paper = papers[looks.theme];
  const manifest = {
    id: '/',
    name: looks.name,
    short_name: looks.name,
    lang: main,
    dir: directionOf(main),
    start_url: '/',
    scope: '/',
    display: 'standalone',
    background_color: paper,
    theme_color: paper,
    icons: [
      { src: '/favicon.svg', sizes: 'any', type: 'image/svg+xml' },
      { src: '/icons/icon-192.png', sizes: '192x192', type: 'image/png' },
      { src: '/icons/icon-512.png', sizes: '512x512', type: 'image/png' },
      { src: '/icons/icon-maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
    ],
  };
  return new Prepared(JSON.stringify(manifest), {
    type: 'application/manifest+json',
    headers: [...sharedHeaders, 'X-Content-Type-Options', 'nosniff', 'Cross-Origin-Resource-Policy', 'same-origin'],
  });
}
