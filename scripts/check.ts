/**
 * `npm run check`: everything that can be said about the code without running it, and how large it came out.
 * `npm run check -- lint types` runs only the named steps.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const bin = (name: string) => join(root, 'node_modules', '.bin', name);
const script = (name: string) => [process.execPath, join(root, 'scripts', name)];
const packages = ['protocol', 'widget', 'admin', 'server'];
const attwOptions = [
  '--profile',
  'esm-only',
  '--no-emoji',
  '--quiet',
  '--exclude-entrypoints',
  './browser',
  './sri.json',
];
const layered = ['packages', 'scripts', 'e2e', 'bench', 'examples'];

interface Step {
  name: string;
  commands: string[][];
}

// Two lanes for two cores, each in the order in which its steps need one another.
const lanes: Step[][] = [
  [
    { name: 'format', commands: [[bin('biome'), 'format', '--max-diagnostics=50']] },
    { name: 'lint', commands: [[bin('eslint'), '--max-warnings=0', '.']] },
    { name: 'layers', commands: [[bin('depcruise'), '--config', '.dependency-cruiser.mjs', ...layered]] },
    { name: 'unused', commands: [[bin('knip')]] },
  ],
  [
    {
      name: 'types',
      commands: ['.', ...packages.map((name) => `packages/${name}`)].map((folder) => [bin('tsc'), '-p', folder]),
    },
    { name: 'build', commands: [script('build.ts')] },
    { name: 'sizes', commands: [script('sizes.ts')] },
    { name: 'reference', commands: [[...script('reference.ts'), '--check']] },
    {
      name: 'packages',
      commands: packages.flatMap((name) => [
        [bin('publint'), '--strict', `packages/${name}`],
        // The server is a command; nobody imports it.
        ...(name === 'server' ? [] : [[bin('attw'), '--pack', `packages/${name}`, ...attwOptions]]),
      ]),
    },
  ],
];

const wanted = process.argv.slice(2);
const results = (await Promise.all(lanes.map(runLane))).flat();
const failed = results.filter((passed) => !passed).length;
console.log(`\n${results.length - failed} checks passed, ${failed} failed`);
process.exitCode = failed > 0 || results.length === 0 ? 1 : 0;

async function runLane(steps: Step[]): Promise<boolean[]> {
  const passed: boolean[] = [];
  for (const { name, commands } of steps) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    const started = Date.now();
    const complaints: string[] = [];
    for (const command of commands) {
      const { code, output } = await run(command);
      if (code !== 0) complaints.push(output);
    }
    console.log(
      `${complaints.length === 0 ? 'ok    ' : 'FAILED'}  ${name}, ${((Date.now() - started) / 1000).toFixed(1)} s`,
    );
    for (const output of complaints) console.log(output.trimEnd());
    passed.push(complaints.length === 0);
  }
  return passed;
}

async function run([command = '', ...args]: string[]): Promise<{ code: number | null; output: string }> {
  if (!existsSync(command)) return { code: null, output: `${command} is not installed.` };
  const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      output += chunk;
    });
  }
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, output };
}
