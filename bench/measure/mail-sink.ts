/** The mail server that senders are measured against, in a process of its own. Prints its address, and how much it took with each line. */
import { createInterface } from 'node:readline';
import { startRawSink } from '../../packages/server/src/testing/smtp-raw-sink.ts';

const sink = await startRawSink();
console.log(sink.url);
for await (const _ of createInterface({ input: process.stdin })) console.log(sink.taken);
await sink.stop();
