/** The zones this browser knows, as options of a select; the current one is among them whatever its spelling. */
export function zoneOptions(current: string): (readonly [value: string, label: string])[] {
  const zones = new Set(['UTC', ...Intl.supportedValuesOf('timeZone'), current]);
  return [...zones].sort().map((zone) => [zone, zone.replaceAll('_', ' ')] as const);
}
