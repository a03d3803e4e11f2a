/** What a reader's browser has to fetch, against what was promised: bytes after gzip -9. */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { manifestPath } from './browser-inputs.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const limits: Record<string, Record<string, number>> = {
  widget: {
    embed: 1_500,
    banner: 8_500,
    // Fetched by those who open it alone: with Lit, which the page has already.
    'banner/open-subscribe': 20_600,
    single: 10_250,
    page: 20_000,
    'page/further-views': 2_500,
    'page/history-view': 4_400,
    'page/report-view': 3_900,
    'page/timeline-view': 1_450,
    'page/show-timeline': 10_600,
    'page/open-subscribe': 14_200,
    // Fetched by pages that measure something alone.
    'page/show-metrics': 10_900,
    'page/de': 1_750,
    'page/fr': 1_750,
    'page/es': 1_750,
    'page/ar': 1_950,
    // Fetched by who points at a bar, and by who opens the uptime.
    'page/show-days': 2_050,
    'page/show-uptime': 12_050,
    worker: 1_500,
    subscribe: 22_000,
    metrics: 18_500,
    timeline: 19_000,
    uptime: 22_000,
  },
  admin: { admin: 85_000 },
};

for (const [name, files] of Object.entries(limits)) {
  const manifest = manifestPath(root, name);
  const built = (JSON.parse(readFileSync(manifest, 'utf8')) as { files: Record<string, string> }).files;
  for (const [key, limit] of Object.entries(files)) {
    const size = gzipSync(readFileSync(join(dirname(manifest), built[key] ?? '')), { level: 9 }).length;
    console.log(`${size > limit ? 'too large' : 'ok'}  ${name} ${key}: ${size} of ${limit} bytes`);
    if (size > limit) process.exitCode = 1;
  }
}
