import ipaddr from 'ipaddr.js';

const globalUnicast = ipaddr.parseCIDR('2000::/3');
/** Public by its number, and yet the inner service of a cloud: Azure's WireServer. */
const insideOfClouds = new Set(['168.63.129.16']);

/**
 * True for the address of a machine on the open internet. Whatever is special in the registries of the IANA is not:
 * private, shared, link-local, loopback, documentation, and every IPv6 form that carries an IPv4 address inside.
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address) || insideOfClouds.has(address)) return false;
  const parsed = ipaddr.parse(address);
  if (parsed.range() !== 'unicast') return false;
  // What is not assigned to anybody passes for unicast, and so does ::7f00:1, which is ::127.0.0.1.
  return parsed.kind() === 'ipv4' || parsed.match(globalUnicast);
}
