import type { EmailCheck } from '@allswell/protocol';
import { openConnection, type Patience, patience } from './connection.ts';
import { MailFailure, type Stage } from './failure.ts';
import { type EmailConfig, type EmailSettings, readEmailSettings } from './settings.ts';

type Step = EmailCheck['steps'][number];

/**
 * Tries everything that sending an email needs, but for an email: reaches the server, secures the connection, signs in, and
 * asks whether it takes our sender. Undefined where no mail server is configured.
 */
export async function checkEmail(
  config: EmailConfig,
  publicUrl: string,
  options: { ca?: string; patience?: Patience } = {},
): Promise<EmailCheck | undefined> {
  let settings: EmailSettings | undefined;
  try {
    settings = readEmailSettings(config, publicUrl);
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return { works: false, steps: [{ step: 'Read the settings', ok: false, detail }] };
  }
  if (!settings) return undefined;
  const server = { ...settings.server, ...(options.ca !== undefined && { ca: options.ca }) };
  const steps = (await trySteps({ ...settings, server }, options.patience ?? patience)).map((step) =>
    withoutSecret(step, server.auth?.password),
  );
  return { works: steps.every(({ ok }) => ok), steps };
}

async function trySteps(settings: EmailSettings, waiting: Patience): Promise<Step[]> {
  const { server, from } = settings;
  const steps: Step[] = [];
  const pass = (stage: keyof typeof names, detail: string) => steps.push({ step: names[stage], ok: true, detail });
  try {
    const connection = await openConnection(server, waiting);
    try {
      const encryption = connection.isSecure ? 'encrypted' : 'not encrypted: require_tls=0 allows it';
      pass('connect', `${server.host}:${server.port} answers, ${encryption}.`);
      pass(
        'sign-in',
        server.auth ? `Signed in as ${server.auth.user}.` : 'No user is configured, and none was asked for.',
      );
      await connection.trySender(from.address);
      pass('sender', `${from.address} may send.`);
    } finally {
      connection.close();
    }
  } catch (error) {
    if (!(error instanceof MailFailure)) throw error;
    if (error.stage === 'sign-in') pass('connect', `${server.host}:${server.port} answers.`);
    steps.push({ step: names[error.stage], ok: false, detail: `${error.message}${hintFor(error)}` });
    return steps;
  }
  steps.push(signature(settings));
  return steps;
}

const names: Record<Stage, string> = {
  connect: 'Reach the mail server',
  'sign-in': 'Sign in',
  sender: 'Send as our sender',
  size: 'Send as our sender',
  recipient: 'Send as our sender',
  message: 'Send as our sender',
};

function hintFor({ stage, message }: MailFailure): string {
  if (stage !== 'connect') return '';
  if (/STARTTLS/i.test(message)) {
    return ' Add ?require_tls=0 to ALLSWELL_SMTP_URL if it is on a network that you trust.';
  }
  if (/certificate|self.signed|altnames/i.test(message)) {
    return ' Its certificate is not one for this name that this machine trusts; NODE_EXTRA_CA_CERTS names others.';
  }
  if (/wrong version number/i.test(message)) return ' Try smtp:// in place of smtps://.';
  return '';
}

/** Without a signature that fits the sender many servers take mail for spam. */
function signature({ signedBy, from }: EmailSettings): Step {
  const step = 'Sign messages';
  const domain = from.address.slice(from.address.indexOf('@') + 1).toLowerCase();
  if (!signedBy) {
    return { step, ok: true, detail: 'They leave unsigned; the mail server has to sign them (DKIM).' };
  }
  const isAligned = domain === signedBy.domain || domain.endsWith(`.${signedBy.domain}`);
  const key = `${signedBy.selector}._domainkey.${signedBy.domain}`;
  return isAligned
    ? { step, ok: true, detail: `Signed by ${signedBy.domain}; the public key has to be at ${key}.` }
    : {
        step,
        ok: false,
        detail: `${signedBy.domain} signs, but ${domain} sends: receivers (DMARC) want them to be one.`,
      };
}

/** Whatever a server says, the password is not repeated. */
function withoutSecret(step: Step, password: string | undefined): Step {
  return password ? { ...step, detail: step.detail.replaceAll(password, '…') } : step;
}
