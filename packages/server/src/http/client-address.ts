import { BlockList, isIP } from 'node:net';

/** Tells who a request comes from, for limits. */
export type ClientAddress = (socketAddress: string | undefined, forwardedFor: string | null | undefined) => string;

/**
 * The socket's address, or behind trusted proxies the right-most address of X-Forwarded-For that is not one of them:
 * everything left of that can be made up by the client.
 */
export function createClientAddress(trustedProxies: readonly string[]): ClientAddress {
  const trusted = new BlockList();
  for (const proxy of trustedProxies) {
    const [address = '', bits] = proxy.split('/');
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    if (bits === undefined) trusted.addAddress(address, family);
    else trusted.addSubnet(address, Number(bits), family);
  }
  const isTrusted = (address: string) => trusted.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');

  return (socketAddress, forwardedFor) => {
    let address = plain(socketAddress ?? '');
    const hops = forwardedFor?.split(',').map(plain) ?? [];
    while (isIP(address) !== 0 && isTrusted(address)) {
      const next = hops.pop();
      if (next === undefined || isIP(next) === 0) break;
      address = next;
    }
    return networkOf(address);
  };
}

/** An IPv6 client has a whole /64 to choose from, so that is what counts as one. */
function networkOf(address: string): string {
  if (isIP(address) !== 6) return address === '' ? 'unknown' : address;
  const [head = '', tail = ''] = address.split('%', 1)[0]?.split('::') ?? [];
  const left = head === '' ? [] : head.split(':');
  const right = tail === '' ? [] : tail.split(':');
  const zeros = Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0');
  const groups = address.includes('::') ? [...left, ...zeros, ...right] : left;
  return `${groups
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, '').toLowerCase())
    .join(':')}::/64`;
}

function plain(address: string): string {
  const bare = address.trim().replace(/^\[(.*)\](?::\d+)?$/, '$1');
  return bare.toLowerCase().startsWith('::ffff:') && isIP(bare.slice(7)) === 4 ? bare.slice(7) : bare;
}
