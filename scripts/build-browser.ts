/**
 * Builds what browsers load: the two stages of embed.js, the single-file banner, the hosted page and the panel.
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
  /** Modules to bundle instead of others. */
  instead?: Record<string, string>;
  /** Takes the blanks out of style sheets. Not for what the server renders too: both must say the same. */
  compact?: boolean;
}

/** The entry, and what it fetches later. */
type Built = [entry: OutputChunk, ...later: OutputChunk[]];

await buildWidget();
await buildAdmin();

async function buildWidget(): Promise<void> {
  const from = (path: string) => join(root, 'packages', 'widget', 'src', path);
  const [banner, single, page] = await Promise.all([
    build({
      source: from('embed/stage-two.ts'),
      file: 'banner-[hash].js',
      format: 'es',
      split: true,
      // Stage one hands its fetch loop over: stage two brings none of its own.
      instead: { [from('source/feed-of.ts')]: from('embed/handed-feed.ts') },
      compact: true,
    }),
    build({ source: from('status-banner/define.ts'), file: 'status-banner.js', format: 'iife', compact: true }),
    build({ source: from('status-page/hydrate.ts'), file: 'page-[hash].js', format: 'es' }),
  ]);
  // Stage one names stage two, so it comes last.
  const embed = await build({
    source: from('embed/embed.ts'),
    file: 'embed.js',
    format: 'iife',
    define: { __BANNER_FILE__: JSON.stringify(banner[0].fileName) },
  });
  await publish('widget', { embed, banner, single, page });
  const hashes = Object.fromEntries(
    [embed, single, banner, page].flat().map((chunk) => [chunk.fileName, sha384(chunk.code)]),
  );
  await replaceFile(join(root, 'packages', 'widget', 'dist', 'sri.json'), `${JSON.stringify(hashes, null, 2)}\n`);
}

async function buildAdmin(): Promise<void> {
  const source = join(root, 'packages', 'admin', 'src', 'status-admin', 'define.ts');
  await publish('admin', { admin: await build({ source, file: 'admin-[hash].js', format: 'es' }) });
}

async function build({
  source,
  file,
  format,
  define = {},
  split = false,
  instead = {},
  compact = false,
}: Bundle): Promise<Built> {
  const bundle = await rollup({
    input: source,
    // Later files take what they share from the entry, so that the entry stays one request.
    preserveEntrySignatures: split ? 'allow-extension' : 'exports-only',
    plugins: [
      replaced(instead),
      nodeResolve({ browser: true, exportConditions: ['source'] }),
      esbuild({ target: 'es2022', define, tsconfig: false }),
      compact && compacted(),
      oneLit(),
      minified(),
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

/** Style sheets without the blanks that only their writers need. */
function compacted(): Plugin {
  return {
    name: 'compacted',
    transform(code, id) {
      if (!/(\.styles|tokens)\.ts$/.test(id)) return null;
      const blanks = /\s+(?=[{}])|(?<=[{};,]|: ?)\s+|\s+(?=--)/g;
      return {
        code: code.replaceAll(/`[^`]*`/g, (sheet) => sheet.replaceAll(blanks, '').replaceAll(';}', '}')),
        map: null,
      };
    },
  };
}

/** Puts one module in the place of another. */
function replaced(instead: Record<string, string>): Plugin {
  return {
    name: 'replaced',
    resolveId: (id, importer) => (importer && id.startsWith('.') ? instead[join(dirname(importer), id)] : undefined),
  };
}

/** Literals keep their blanks: the server renders the hydrated elements from the sources, and the two must agree. */
function minified(): Plugin {
  return {
    name: 'minified',
    async renderChunk(code) {
      // Each finds what the other leaves; together they save a reader of the banner 60 bytes.
      const { code: shorter } = await transform(code, { minify: true, target: 'es2022' });
      const result = await minify(shorter, { ecma: 2020, module: true, compress: { passes: 2 } });
      return { code: result.code ?? '', map: null };
    },
  };
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
  const files = Object.fromEntries(
    Object.entries(bundles).flatMap(([key, [entry, ...later]]) => [
      [key, entry.fileName],
      ...later.map((chunk) => [`${key}/${chunk.name}`, chunk.fileName]),
    ]),
  ) as Record<string, string>;
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
