import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** A certificate that vouches for itself, and the private key of it; both PEM. */
export interface Certificate {
  key: string;
  cert: string;
}

/** Makes a certificate for these names, good for a day. */
export function makeCertificate(names: readonly string[], keyType: 'ec' | 'rsa' = 'ec'): Certificate {
  const folder = mkdtempSync(path.join(tmpdir(), 'allswell-certificate-'));
  const [key, cert] = [path.join(folder, 'key.pem'), path.join(folder, 'cert.pem')];
  const kind =
    keyType === 'ec' ? ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1'] : ['-newkey', 'rsa:2048'];
  const subject = [
    '-subj',
    `/CN=${names[0]}`,
    '-addext',
    `subjectAltName=${names.map((name) => `DNS:${name}`).join()}`,
  ];
  try {
    const args = ['req', '-x509', ...kind, '-nodes', '-keyout', key, '-out', cert, '-days', '1', ...subject];
    execFileSync('openssl', args, { stdio: 'pipe' });
    return { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
