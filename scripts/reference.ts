/**
 * Writes what can be said about the elements from their sources: `custom-elements.json` of widget and admin, the types
 * for React, and docs/elements.md. With --check it writes nothing and fails when one of them is out of date.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

interface Described {
  name: string;
  description?: string;
}

interface Member extends Described {
  kind: 'field' | 'method';
  privacy?: string;
  static?: boolean;
  readonly?: boolean;
  type?: { text: string };
  default?: string;
  parameters?: { name: string }[];
}

/** The parts of a custom elements manifest that we read. */
interface Element extends Described {
  customElement?: boolean;
  tagName?: string;
  members?: Member[];
  attributes?: (Described & { fieldName?: string })[];
  events?: (Described & { type: { text: string } })[];
  slots?: Described[];
  cssParts?: Described[];
  cssProperties?: (Described & { default?: string })[];
  cssStates?: Described[];
}

interface Export {
  kind: 'js' | 'custom-element-definition';
  name: string;
  declaration: { name: string; module?: string };
}

interface Module {
  kind: string;
  path: string;
  declarations?: Element[];
  exports?: Export[];
}

interface Package {
  schemaVersion: string;
  readme: string;
  modules: Module[];
}

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const scratch = mkdtempSync(join(tmpdir(), 'allswell-reference-'));
const outputs = new Map<string, string>();

const elements = ['widget', 'admin'].flatMap((name) => {
  const manifest = publicManifest(analyze(name));
  outputs.set(`packages/${name}/custom-elements.json`, `${JSON.stringify(manifest, null, 2)}\n`);
  outputs.set(`packages/${name}/react.d.ts`, reactTypes(manifest));
  return manifest.modules.flatMap(({ declarations = [] }) => declarations.filter(isElement));
});
outputs.set('docs/elements.md', elementsPage(elements));
rmSync(scratch, { recursive: true });

for (const [path, content] of outputs) {
  const file = join(root, path);
  if (existsSync(file) && readFileSync(file, 'utf8') === content) continue;
  if (process.argv.includes('--check')) {
    console.log(`${path} is out of date: npm run reference`);
    process.exitCode = 1;
  } else {
    writeFileSync(file, content);
    console.log(`${path} written.`);
  }
}

function analyze(name: string): Package {
  const out = join(scratch, name);
  const folder = join(root, 'packages', name);
  const cem = join(root, 'node_modules', '@custom-elements-manifest', 'analyzer', 'cem.js');
  const args = [
    'analyze',
    '--litelement',
    '--globs',
    'src/**/*.ts',
    '--exclude',
    'src/**/*.test.ts',
    '--outdir',
    relative(folder, out),
  ];
  // The analyzer takes outdir relative to the package, and writes it into the package's own package.json: put that back.
  const description = readFileSync(join(folder, 'package.json'));
  const run = spawnSync(process.execPath, [cem, ...args], { cwd: folder, encoding: 'utf8' });
  writeFileSync(join(folder, 'package.json'), description);
  if (run.status !== 0) throw new Error(`${run.stdout}${run.stderr}`);
  return JSON.parse(readFileSync(join(out, 'custom-elements.json'), 'utf8')) as Package;
}

/** Only what users may rely on, at the paths that are published. */
function publicManifest({ modules }: Package): Package {
  const kept = modules.flatMap(({ kind, path, declarations = [], exports = [] }): Module[] => {
    const found = declarations.filter(isElement).map(withoutPrivates);
    const definitions = exports.filter((one) => isDefinition(one) || found.some(({ name }) => one.name === name));
    if (found.length === 0 && !definitions.some(isDefinition)) return [];
    const published = definitions.map((one) => ({
      ...one,
      declaration: { ...one.declaration, module: publishedPath(one.declaration.module ?? path) },
    }));
    return [{ kind, path: publishedPath(path), declarations: found, exports: published }];
  });
  return { schemaVersion: '1.0.0', readme: '', modules: kept.sort((a, b) => a.path.localeCompare(b.path)) };
}

function isElement({ customElement, tagName }: Element): boolean {
  return customElement === true && tagName !== undefined;
}

function isDefinition(one: Export): boolean {
  return one.kind === 'custom-element-definition';
}

/** What has no sentence is not for users: handlers, lifecycle, what Lit brings along. */
function withoutPrivates(element: Element): Element {
  const isPublic = ({ name, privacy, static: isStatic, description }: Member) =>
    !name.startsWith('#') && privacy !== 'private' && privacy !== 'protected' && !isStatic && description !== undefined;
  return {
    ...element,
    members: (element.members ?? []).filter(isPublic),
    events: (element.events ?? []).filter(({ name }) => name),
  };
}

function publishedPath(path: string): string {
  return path.replace(/^\/?src\//, 'dist/').replace(/\.ts$/, '.js');
}

/** JSX types in React 19's own terms: it sets properties by name and listens with `on` and the event's name. */
function reactTypes({ modules }: Package): string {
  const found = modules.flatMap(({ declarations = [] }) => declarations);
  const types = found.flatMap(({ name, events = [] }) => [name, ...events.map(({ type }) => type.text)]);
  const entries = found.map(({ name, tagName, attributes = [], events = [] }) => {
    const props = [
      ...attributes.map((one) => `'${one.name}'?: ${name}['${one.fieldName ?? one.name}'];`),
      ...events.map((one) => `'on${one.name}'?: (event: ${one.type.text}) => void;`),
    ];
    return [
      `      '${tagName}': DetailedHTMLProps<HTMLAttributes<${name}>, ${name}> & {`,
      ...props.map((prop) => `        ${prop}`),
      '      };',
    ];
  });
  return [
    '// Generated from the sources (npm run reference). JSX types for React 19.',
    "import type { DetailedHTMLProps, HTMLAttributes } from 'react';",
    `import type { ${[...new Set(types)].sort().join(', ')} } from './dist/index.js';`,
    '',
    "declare module 'react' {",
    '  namespace JSX {',
    '    interface IntrinsicElements {',
    ...entries.flat(),
    '    }',
    '  }',
    '}',
    '',
  ].join('\n');
}

function elementsPage(all: Element[]): string {
  const head = `# Elements

Generated from the sources (\`npm run reference\`). Each element is registered by importing its entry, for instance
\`import '@allswell/widget/status-banner'\`.
`;
  return `${[head, ...all.map(section)].join('\n')}`;
}

function section(element: Element): string {
  const fields = (element.members ?? []).filter((member) => member.kind === 'field');
  const methods = (element.members ?? []).filter((member) => member.kind === 'method');
  const parts = [
    table(
      ['Attribute', 'Property', 'Type', 'Default', ''],
      fields.map((field) => [
        code((element.attributes ?? []).find(({ fieldName }) => fieldName === field.name)?.name),
        code(field.name),
        code(field.type?.text),
        code(field.default),
        `${field.readonly ? 'Read only. ' : ''}${field.description ?? ''}`,
      ]),
    ),
    table(
      ['Method', ''],
      methods.map((method) => [
        code(`${method.name}(${(method.parameters ?? []).map(({ name }) => name).join(', ')})`),
        method.description,
      ]),
    ),
    table(
      ['Event', 'Type', ''],
      (element.events ?? []).map(({ name, type, description }) => [code(name), code(type.text), description]),
    ),
    table(
      ['Slot', ''],
      (element.slots ?? []).map(({ name, description }) => [code(name || '(default)'), description]),
    ),
    table(
      ['Part', ''],
      (element.cssParts ?? []).map(({ name, description }) => [code(name), description]),
    ),
    table(
      ['State', ''],
      (element.cssStates ?? []).map(({ name, description }) => [code(`:state(${name})`), description]),
    ),
    table(
      ['Custom property', 'Default', ''],
      (element.cssProperties ?? []).map(({ name, default: value, description }) => [
        code(name),
        code(value),
        description,
      ]),
    ),
  ];
  return [`## \`<${element.tagName ?? ''}>\``, element.description ?? '', ...parts]
    .filter(Boolean)
    .join('\n\n')
    .concat('\n');
}

function table(heads: string[], rows: (string | undefined)[][]): string {
  if (rows.length === 0) return '';
  const line = (cells: (string | undefined)[]) =>
    `| ${cells.map((cell) => (cell ?? '').replaceAll('\n', ' ').replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(heads), line(heads.map(() => '---')), ...rows.map(line)].join('\n');
}

function code(text: string | undefined): string {
  return text ? `\`${text}\`` : '';
}
