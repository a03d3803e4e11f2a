/** One figure in Prometheus' text format; nothing when it is not known. */
export function metric(name: string, type: string, help: string, value: number | undefined, labels = ''): string {
  if (value === undefined) return '';
  return `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n${name}${labels} ${value}\n`;
}

/** A figure that has several values, each with its labels. */
export function metrics(
  name: string,
  type: string,
  help: string,
  values: readonly { labels: Record<string, string>; value: number }[],
): string {
  const lines = values.map(({ labels, value }) => {
    const named = Object.entries(labels).map(([label, text]) => `${label}="${text}"`);
    return `${name}{${named.join(',')}} ${value}\n`;
  });
  return lines.length === 0 ? '' : `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n${lines.join('')}`;
}
