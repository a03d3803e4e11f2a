import { createHash } from 'node:crypto';

export interface PolicyOptions {
  /** The style sheets that stand in the page, letter by letter: each is allowed by its hash, which survives caches. */
  styles: readonly string[];
  /** Where pictures may come from besides ourselves. */
  imageOrigins?: readonly string[];
  scripts?: boolean;
  /** Forms go to ourselves; without it, nowhere. */
  forms?: boolean;
  frameAncestors?: 'none' | 'self';
}

/** The Content-Security-Policy of a page of ours: what it needs, and nothing else. */
export function contentPolicy({
  styles,
  imageOrigins = [],
  scripts = true,
  forms = false,
  frameAncestors = 'self',
}: PolicyOptions): string {
  const hashes = [...new Set(styles)].map((style) => `'sha256-${createHash('sha256').update(style).digest('base64')}'`);
  return [
    "default-src 'none'",
    ...(scripts ? ["script-src 'self'", "connect-src 'self'"] : []),
    ['style-src', "'self'", ...hashes].join(' '),
    ['img-src', "'self'", 'data:', ...imageOrigins].join(' '),
    "manifest-src 'self'",
    "base-uri 'none'",
    `form-action '${forms ? 'self' : 'none'}'`,
    `frame-ancestors '${frameAncestors}'`,
    "require-trusted-types-for 'script'",
    // The second is for the address of the push worker alone.
    'trusted-types lit-html allswell-worker',
  ].join('; ');
}

/** The origin of a picture somewhere else, for the policy; none for an address that is none. */
export function originOf(address: string | null): string[] {
  if (address === null) return [];
  try {
    const { origin } = new URL(address);
    // A host may hold `;` and `,` (WHATWG URL, 3.2), which would end a directive or the whole policy.
    return /^https?:\/\/[\w.:[\]-]+$/.test(origin) ? [origin] : [];
  } catch {
    return [];
  }
}
