/** The mail server that senders are measured against, in a process of its own. Prints its address, and with each line how much it has taken. */
import { createInterface } from 'node:readline';
import { startRawSink } from '../../packages/server/src/testing/smtp-raw-sink.ts';

const sink = await startRawSink();
console.log(sink.url);
createInterface({ input: process.stdin })
  .on('line', () => console.log(sink.taken))
  .on('close', () => void sink.stop());
