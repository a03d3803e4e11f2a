/** What the title of an event of Datadog says: `[TEST] [Triggered on {host:web-1}] CPU is high`. */
export interface EventTitle {
  isTest: boolean;
  /** In lower case. */
  transition: string | null;
  scope: string | null;
  /** The name of the monitor. */
  name: string;
}

const opening = /^\[([A-Za-z][A-Za-z -]{2,24}?)(?: on \{([^{}]*)\})?\]\s*/;

/** Reads the title of an event. */
export function readTitle(title: string): EventTitle {
  const isTest = /^\[test\]/i.test(title);
  const rest = isTest ? title.slice('[TEST]'.length).trimStart() : title;
  const found = opening.exec(rest);
  return {
    isTest,
    transition: found?.[1]?.toLowerCase() ?? null,
    scope: found?.[2]?.trim() || null,
    name: found ? rest.slice(found[0].length) : rest,
  };
}
