/**
 * Builds what browsers load: the two stages of embed.js, the single-file banner, the hosted page, the worker that shows
 * what is pushed, and the panel.
 * The server finds them by `packages/{widget,admin}/dist/browser/manifest.json`.
 */
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { nodeResolve } from '@rollup/plugin-node-resolve';
import { transform } from 'esbuild';
import { type OutputChunk, type Plugin, rollup } from 'rollup';
import esbuild from 'rollup-plugin-esbuild';
import { minify } from 'terser';
import { followWords } from '../packages/widget/src/i18n/follow-words.ts';
import { hashInputs, manifestPath } from './browser-inputs.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const inputs = hashInputs(root);

interface Bundle {
  source: string;
  /** File name; `[hash]` makes it immutable. */
  file: string;
  format: 'es' | 'iife';
  /** Constants written into the source. */
  define?: Record<string, string>;
  /** What the source imports dynamically becomes a file of its own, fetched when it is wanted. */
  split?: boolean;
  /** What the source imports dynamically and needs at once all the same, by its path. */
  together?: string[];
  /** Modules to bundle instead of others, each by its path. */
  instead?: Record<string, string>;
  /** The code of a module to bundle instead of its own. */
  rewritten?: Record<string, string>;
  /**
   * Writes style sheets and the names inside shorter. Templates stay as they are: the server renders them from the sources.
   */
  compact?: boolean;
}

/**
 * What only the code inside the banner and stage one calls by name: neither of the wire, nor of the DOM, nor public.
 * Both stages hand such objects to each other, so each name is the same short one everywhere.
 */
const innerNames = [
  ...['ageMs', 'changeAt', 'changesAt', 'failures', 'notify', 'offer', 'openFeed', 'pollAt', 'pollMs', 'provenAt'],
  ...['schedule', 'wakeAt', 'wakeBy', 'hostConnected', 'hostDisconnected', 'hostUpdate', 'hostUpdated', 'isOver'],
  ...['address', 'feed', 'known', 'truth', 'telling', 'seen', 'reader', 'asked', 'draw', 'wants'],
];
const shortNames = Object.fromEntries(innerNames.map((name, index) => [name, `_${index.toString(36)}`]));

/** The entry, and what it fetches later. */
type Built = [entry: OutputChunk, ...later: OutputChunk[]];

await buildWidget();
await buildAdmin();

async function buildWidget(): Promise<void> {
  const from = (path: string) => join(root, 'packages', 'widget', 'src', path);
  const [banner, page, worker, subscribe, metrics, timeline, uptime, single, ...translated] = await Promise.all([
    build({
      source: from('embed/stage-two.ts'),
      file: 'banner-[hash].js',
      format: 'es',
      split: true,
      // Stage one hands its fetch loop over: stage two brings none of its own.
      instead: { [from('source/feed-of.ts')]: from('embed/handed-feed.ts') },
      compact: true,
    }),
    // Each language but English is a file of its own, which the document names beside the script: `page/de` and so on.
    build({
      source: from('status-page/hydrate.ts'),
      file: 'page-[hash].js',
      format: 'es',
      split: true,
      together: [from('source/stream.ts')],
      instead: {
        [from('status-page/views-at-hand.ts')]: from('status-page/views-on-demand.ts'),
        [from('i18n/further-en-at-hand.ts')]: from('i18n/further-en-later.ts'),
      },
      // The document brings the style sheets along, in the shadow root that the script takes over.
      rewritten: {
        [from('status-page/status-page.styles.ts')]: 'export const styles = [];',
        [from('status-page/further-views.styles.ts')]: 'export const furtherStyles = [];',
        [from('styles/tokens.styles.ts')]: 'export const tokens = [];',
        [from('status-metrics/own-tokens.ts')]: await readFile(from('styles/tokens.ts'), 'utf8'),
        [from('status-timeline/own-tokens.ts')]: await readFile(from('styles/tokens.ts'), 'utf8'),
        [from('status-uptime/own-tokens.ts')]: await readFile(from('styles/tokens.ts'), 'utf8'),
      },
      compact: true,
    }),
    // Workers are classic scripts, so that an app's own can import it.
    build({ source: from('push-worker/worker.ts'), file: 'sw.js', format: 'iife' }),
    // For who puts the form alone into a page without a bundler.
    build({
      source: from('status-subscribe/define.ts'),
      file: 'status-subscribe.js',
      format: 'es',
      split: true,
      compact: true,
    }),
    // The same for who shows the metrics alone.
    build({
      source: from('status-metrics/define.ts'),
      file: 'status-metrics.js',
      format: 'es',
      split: true,
      compact: true,
    }),
    // And who shows the timeline alone.
    build({
      source: from('status-timeline/define.ts'),
      file: 'status-timeline.js',
      format: 'es',
      split: true,
      compact: true,
    }),
    // And the uptime.
    build({
      source: from('status-uptime/define.ts'),
      file: 'status-uptime.js',
      format: 'es',
      split: true,
      compact: true,
    }),
    // A single file covers all that it will ever run by its hash, so each language but English has one of its own.
    buildSingle('status-banner.js'),
    ...['de', 'fr', 'es', 'ar'].map((language) => buildSingle(`status-banner.${language}.js`, language)),
  ]);
  // Stage one names stage two, so it comes last.
  const embed = await build({
    source: from('embed/embed.ts'),
    file: 'embed.js',
    format: 'iife',
    define: { __BANNER_FILE__: JSON.stringify(banner[0].fileName) },
    compact: true,
  });
  const singles = Object.fromEntries(translated.map((built) => [built[0].fileName.replace(/\.js$/, ''), built]));
  await publish('widget', { embed, banner, single, page, worker, subscribe, metrics, timeline, uptime, ...singles });
  const hashes = Object.fromEntries(
    [embed, single, banner, page, subscribe, metrics, timeline, uptime, ...translated]
      .flat()
      .map((chunk) => [chunk.fileName, sha384(chunk.code)]),
  );
  await replaceFile(join(root, 'packages', 'widget', 'dist', 'sri.json'), `${JSON.stringify(hashes, null, 2)}\n`);
}

/** The banner in one file, in English and another language. */
function buildSingle(file: string, language = ''): Promise<Built> {
  const from = (path: string) => join(root, 'packages', 'widget', 'src', path);
  const spokenWords = Object.fromEntries(
    Object.entries(followWords).filter(([spoken]) => spoken === 'en' || spoken === language),
  );
  return build({
    source: from('status-banner/define.ts'),
    file,
    format: 'iife',
    compact: true,
    rewritten: {
      // Its hash cannot cover what it would fetch, and the form is as large as itself: there the link is followed.
      [from('status-banner/follow.ts')]: 'export const follow = () => {};',
      [from('i18n/follow-words.ts')]: `export const followWords = ${JSON.stringify(spokenWords)};`,
      [from('i18n/banner-languages.ts')]: `import { bannerEn } from './banner-en.ts';
        ${language && `import { words } from './banner-${language}.ts';`}
        export const bannerLanguages = { en: bannerEn${language && `, ${language}: words`} };`,
    },
  });
}

async function buildAdmin(): Promise<void> {
  const source = join(root, 'packages', 'admin', 'src', 'status-admin', 'define.ts');
  // Each language but English is a file of its own.
  await publish('admin', { admin: await build({ source, file: 'admin-[hash].js', format: 'es', split: true }) });
}

async function build({
  source,
  file,
  format,
  define = {},
  split = false,
  together = [],
  instead = {},
  rewritten = {},
  compact = false,
}: Bundle): Promise<Built> {
  const bundle = await rollup({
    input: source,
    // Later files take what they share from the entry, so that the entry stays one request.
    preserveEntrySignatures: split ? 'allow-extension' : 'exports-only',
    plugins: [
      atOnce(together),
      replaced(instead, rewritten),
      nodeResolve({ browser: true, exportConditions: ['source'] }),
      esbuild({ target: 'es2022', define, tsconfig: false }),
      compact && compacted(),
      compact && quietLit(),
      oneLit(),
      minified(compact),
    ],
    onwarn(warning) {
      // Classic scripts leave nothing behind in the page: what their entry exports is for bundlers.
      if (warning.code === 'MISSING_NAME_OPTION_FOR_IIFE_EXPORT') return;
      throw new Error(`${source}: ${warning.message}`);
    },
  });
  const { output } = await bundle.generate({
    format,
    entryFileNames: file,
    hashCharacters: 'base36',
    chunkFileNames: '[name]-[hash].js',
    inlineDynamicImports: !split,
  });
  await bundle.close();
  const chunks = output.filter((one) => one.type === 'chunk');
  const [entry, ...later] = chunks;
  if (!entry || chunks.length < output.length || entry.imports.length > 0) {
    throw new Error(
      `${source}: the entry is to be one file of code, got ${output.map((one) => one.fileName).join(', ')}.`,
    );
  }
  return [entry, ...later];
}

/** Style sheets without the blanks, zeros and quotes that only their writers need. */
function compacted(): Plugin {
  return {
    name: 'compacted',
    transform(code, id) {
      if (!/(\.styles|tokens)\.ts$/.test(id)) return null;
      const blanks = /\s+(?=[{}>])|(?<=[{};,>]|: ?)\s+|\s+(?=--)/g;
      const shorter = (sheet: string) =>
        sheet
          .replaceAll(blanks, '')
          .replaceAll(';}', '}')
          .replaceAll(/\b0(?=\.\d)/g, '')
          .replaceAll(/='(\w+)'/g, '=$1');
      return { code: code.replaceAll(/`[^`]*`/g, shorter), map: null };
    },
  };
}

/**
 * What Lit says to those who write elements, without the words: that a page is not as the server sent it, which our
 * elements draw anew then, and that a style sheet is none. That is 500 bytes for every reader.
 */
function quietLit(): Plugin {
  const speakers = /(ssr-client[\\/]lib[\\/]hydrate-lit-html|reactive-element[\\/]css-tag)\.js$/;
  return {
    name: 'quiet-lit',
    transform(code, id) {
      if (!speakers.test(id)) return null;
      const quiet = code
        .replaceAll(/Error\("Value passed[^;]*?"\)/g, 'Error()')
        .replaceAll(/Error\(("[^"]*"|`[^`]*`)\)/g, 'Error()')
        .replace(/console\.error\(`[^`]*`\)/, '0');
      if (quiet === code || quiet.includes('Error("')) this.error('The words of Lit are not where they were.');
      return { code: quiet, map: null };
    },
  };
}

/**
 * Has what is imported dynamically come with the module that imports it. A chunk made by hand would take along whatever
 * the modules in it import for others to use.
 */
function atOnce(together: string[]): Plugin {
  const later = /const (\{[^}]*\}) = await import\('([^']*)'\);/g;
  return {
    name: 'at-once',
    transform(code, id) {
      let imports = '';
      const now = code.replaceAll(later, (whole, names: string, path: string) => {
        if (!together.includes(join(dirname(id), path))) return whole;
        imports += `import ${names} from '${path}';`;
        return '';
      });
      return imports ? { code: imports + now, map: null } : null;
    },
  };
}

/** Puts one module, or other code, in the place of another. */
function replaced(instead: Record<string, string>, rewritten: Record<string, string>): Plugin {
  return {
    name: 'replaced',
    load: (id) => rewritten[id],
    resolveId: (id, importer) => (importer && id.startsWith('.') ? instead[join(dirname(importer), id)] : undefined),
  };
}

/** Literals keep their blanks: the server renders the hydrated elements from the sources, and the two must agree. */
function minified(compact: boolean): Plugin {
  const names = compact && { mangleProps: new RegExp(`^(${innerNames.join('|')})$`), mangleCache: shortNames };
  return {
    name: 'minified',
    async renderChunk(code, { name }) {
      // What is sent to a server is called there as it is called here.
      const isSent = name.includes('subscribe');
      // Each finds what the other leaves; together they save a reader of the banner 60 bytes.
      const { code: shorter } = await transform(code, { minify: true, target: 'es2022', ...(!isSent && names) });
      // And the second time what the first has uncovered.
      let result = { code: shorter };
      for (let time = 0; time < 2; time += 1) {
        const { code: minified = '' } = await minify(result.code, {
          ecma: 2020,
          module: true,
          format: { comments: false, preamble: noticeOf(shorter) },
          compress: { passes: 3, pure_getters: true, unsafe_arrows: true, unsafe_methods: true, keep_fargs: false },
        });
        result = { code: minified };
      }
      // No server renders the form: its templates need no blanks of their own. Only templates still have lines here.
      const shortest = isSent ? result.code.replaceAll(/\n\s*/g, ' ') : result.code;
      return { code: shortest, map: null };
    },
  };
}

/** Whose code is in a chunk, and under which licence: each of them once, with all its years. */
function noticeOf(code: string): string {
  const years = new Map<string, Set<string>>();
  for (const [comment] of code.matchAll(/\/\*[*!][\s\S]*?\*\//g)) {
    if (!/@license|copyright/i.test(comment)) continue;
    const words = comment
      .replaceAll(/^\/\*[*!]|\*\/$|@license/g, '')
      .replaceAll(/\s[\s*]*/g, ' ')
      .trim();
    const [year = ''] = /\b\d{4}\b/.exec(words) ?? [];
    const owner = words.replace(year, '%');
    years.set(owner, (years.get(owner) ?? new Set()).add(year));
  }
  const notices = [...years].map(([owner, all]) => owner.replace('%', [...all].sort().join(', ')));
  return notices.length > 0 ? `/*! ${notices.join('; ')} */` : '';
}

/** Two copies of lit in one bundle work, cost 1 kB, and come silently with an unlucky hoist: refuse them. */
function oneLit(): Plugin {
  return {
    name: 'one-lit',
    generateBundle(_, output) {
      const chunks = Object.values(output).filter((one) => one.type === 'chunk');
      const copies = new Map<string, Set<string>>();
      for (const id of chunks.flatMap(({ moduleIds }) => moduleIds)) {
        const [, folder, name, development] =
          /^(.*[\\/]node_modules[\\/](lit|lit-html|lit-element|@lit[\\/]reactive-element))[\\/](development)?/.exec(
            id,
          ) ?? [];
        if (!folder || !name) continue;
        if (development) this.error(`The development build of ${name} is in the bundle.`);
        copies.set(name, (copies.get(name) ?? new Set()).add(folder));
      }
      for (const [name, folders] of copies) {
        if (folders.size > 1) this.error(`${folders.size} copies of ${name} in one bundle: ${[...folders].join(', ')}`);
      }
    },
  };
}

/** Writes the files, then the manifest that names them, then removes what no manifest names any more. */
async function publish(name: 'widget' | 'admin', bundles: Record<string, Built>): Promise<void> {
  const manifest = manifestPath(root, name);
  const folder = dirname(manifest);
  await mkdir(folder, { recursive: true });
  for (const chunk of Object.values(bundles).flat()) await replaceFile(join(folder, chunk.fileName), chunk.code);
  const { version } = JSON.parse(await readFile(join(root, 'packages', name, 'package.json'), 'utf8')) as {
    version: string;
  };
  const files: Record<string, string> = {};
  for (const [key, [entry, ...later]] of Object.entries(bundles)) {
    files[key] = entry.fileName;
    // The panel's German and that of the page in its preview are both called `de`: each stays.
    for (const chunk of later) {
      const named = `${key}/${chunk.name}`;
      files[named in files ? `${key}/${chunk.fileName}` : named] = chunk.fileName;
    }
  }
  await replaceFile(manifest, `${JSON.stringify({ version, inputs, files }, null, 2)}\n`);
  const kept = new Set([...Object.values(files), 'manifest.json']);
  for (const file of await readdir(folder)) {
    if (!kept.has(file) && !file.endsWith('.new')) await rm(join(folder, file), { force: true });
  }
}

/** A running server may read while we write: it sees the old file or the new one, never a half. */
async function replaceFile(path: string, content: string): Promise<void> {
  const half = `${path}.${process.pid}.new`;
  await writeFile(half, content);
  await rename(half, path);
}

function sha384(code: string): string {
  return `sha384-${createHash('sha384').update(code).digest('base64')}`;
}
