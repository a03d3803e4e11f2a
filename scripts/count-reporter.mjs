// A node:test reporter that says how many tests passed and which files failed, as one JSON object for the test script.

/** @param {AsyncIterable<any>} events */
export default async function* countReporter(events) {
  const files = [];
  for await (const { type, data } of events) {
    if (type === 'test:summary' && data.file !== undefined && !data.success) files.push(data.file);
    // A summary with a file is that file's; the last one, without, is the run's.
    if (type !== 'test:summary' || data.file !== undefined) continue;
    const { passed, failed, cancelled, skipped, todo } = data.counts;
    yield JSON.stringify({ passed, failed: failed + cancelled, skipped: skipped + todo, files });
  }
}
