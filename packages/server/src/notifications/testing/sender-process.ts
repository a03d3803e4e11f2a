/**
 * A process of its own that tells subscribers, with leases as short as a test wants them.
 * Usage: SOCKET DATABASE DATA_DIR SMTP_URL LEASE_MS
 */
import { readConfig } from '../../config.ts';
import { connect } from '../../db/connect.ts';
import { createLog } from '../../log.ts';
import { email } from '../channels/email/index.ts';
import { startSending } from '../run.ts';

const [path = '', database = '', dataDir = '', smtpUrl = '', leaseMs = ''] = process.argv.slice(2);
const { config } = readConfig({ ALLSWELL_DATA_DIR: dataDir, ALLSWELL_SMTP_URL: smtpUrl });

startSending({
  database: {
    ready: Promise.resolve(),
    directSql: undefined,
    openPool: (options) => connect({ path, user: 'allswell', database }, options),
  },
  config,
  publicUrl: 'https://status.fernhill.example',
  log: createLog({ level: 'info', write: (line) => void process.stderr.write(line) }),
  channels: [email],
  leaseMs: Number(leaseMs),
});
