/** Where browsers' makers take push messages, by host; a dot in front stands for everything below. */
const services = [
  'fcm.googleapis.com', // Chrome, and most browsers made of Chromium
  'jmt17.google.com', // Chromium as Linux distributions build it
  '.push.services.mozilla.com', // Firefox
  '.push.apple.com', // Safari, and apps on the home screen of iOS
  '.notify.windows.com', // Edge
];

/** The push service that an endpoint belongs to. */
export interface PushService {
  /** With the port where it has one: what a message is signed for, and what fails as a whole. */
  origin: string;
  url: URL;
}

/**
 * Whose endpoint this is. A stranger has sent it, so only the services of browsers count, and what the operator names
 * (`host:port`); undefined for everything else.
 */
export function pushServiceOf(endpoint: string, egressAllow: readonly string[]): PushService | undefined {
  const url = URL.parse(endpoint);
  if (!url || url.username !== '' || url.password !== '' || !/^https?:$/.test(url.protocol)) return undefined;
  const { origin } = url;
  const port = url.port || (url.protocol === 'https:' ? '443' : '80');
  if (egressAllow.some((named) => named.toLowerCase() === `${url.hostname}:${port}`)) return { origin, url };
  const isKnown = services.some((name) => (name.startsWith('.') ? url.hostname.endsWith(name) : url.hostname === name));
  if (!isKnown || url.protocol !== 'https:' || port !== '443') return undefined;
  return { origin, url };
}
