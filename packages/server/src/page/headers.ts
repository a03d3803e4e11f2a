import { type FlatHeaders, verifiedName } from './bytes.ts';

/** How long answers that follow the page may be kept. */
export const sharedHeaders: FlatHeaders = ['Cache-Control', 'public, max-age=10, stale-while-revalidate=30'];

/** The documents: for everyone, from anywhere. */
export const documentHeaders: FlatHeaders = [
  ...sharedHeaders,
  'Access-Control-Allow-Origin',
  '*',
  'Access-Control-Expose-Headers',
  'ETag, Date, Age, Allswell-Verified-At',
  'Cross-Origin-Resource-Policy',
  'cross-origin',
  'X-Content-Type-Options',
  'nosniff',
];

/** Answers that say why there is none: for everyone as well, or scripts of other origins could not tell. */
export const problemHeaders: FlatHeaders = [
  'Cache-Control',
  'no-store',
  'Access-Control-Allow-Origin',
  '*',
  'Cross-Origin-Resource-Policy',
  'cross-origin',
  'X-Content-Type-Options',
  'nosniff',
];

/** What a browser asks before it sends a header of its own across origins. */
export const preflightHeaders: FlatHeaders = [
  'Access-Control-Allow-Origin',
  '*',
  'Access-Control-Allow-Methods',
  'GET, HEAD, OPTIONS',
  'Access-Control-Allow-Headers',
  'Accept, Cache-Control, If-None-Match, Last-Event-ID, Pragma',
  'Access-Control-Max-Age',
  '86400',
  'Allow',
  'GET, HEAD, OPTIONS',
];

/** Bundles: other people's pages load them, so they say that they may. */
export function bundleHeaders(cacheControl: string): FlatHeaders {
  return [
    'Cache-Control',
    cacheControl,
    'Access-Control-Allow-Origin',
    '*',
    'Cross-Origin-Resource-Policy',
    'cross-origin',
    'X-Content-Type-Options',
    'nosniff',
  ];
}

/** What is answered from an earlier state says when that was last known to be true. */
export function provenAtHeader(provenAt: Date): FlatHeaders {
  return [verifiedName, provenAt.toUTCString()];
}

export interface HtmlHeaderOptions {
  policy: string;
  /** True where readers reach us by https. */
  isSecure: boolean;
  cacheControl?: string;
}

/** Pages: what they may load is said by their own policy. */
export function htmlHeaders({ policy, isSecure, cacheControl }: HtmlHeaderOptions): FlatHeaders {
  return [
    ...(cacheControl === undefined ? sharedHeaders : ['Cache-Control', cacheControl]),
    'Content-Security-Policy',
    policy,
    'Referrer-Policy',
    'strict-origin-when-cross-origin',
    'X-Content-Type-Options',
    'nosniff',
    'Cross-Origin-Opener-Policy',
    'same-origin',
    'Cross-Origin-Resource-Policy',
    'same-origin',
    'Permissions-Policy',
    'camera=(), geolocation=(), microphone=(), payment=()',
    ...(isSecure ? ['Strict-Transport-Security', 'max-age=31536000'] : []),
  ];
}
