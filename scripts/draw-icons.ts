/**
 * Draws the icons of the installed page: the same mark as the favicon, as PNG in the sizes that systems ask for. Writes
 * packages/server/src/page/app-icons.ts; run it again when the mark changes.
 */
import { writeFileSync } from 'node:fs';
import { crc32, deflateSync } from 'node:zlib';

type Point = readonly [x: number, y: number];
type Distance = (point: Point) => number;

interface Icon {
  name: string;
  size: number;
  /** Without a ground, the mark is white on nothing: systems colour it. */
  ground?: Distance;
  mark: Distance;
}

const ink = [0x20, 0x24, 0x2c] as const;
const paper = [0xff, 0xff, 0xff] as const;
const levels = 64;

// The favicon is drawn on 32 by 32 units.
const units = 32;
const check: readonly Point[] = [
  [9, 16.6],
  [13.9, 21.5],
  [23.4, 10.6],
];
const stroke = 3.2;

/** How far a point is from the check, in units; negative inside of it. */
const checkOf =
  (scale: number): Distance =>
  ([x, y]) => {
    const middle = units / 2;
    const point: Point = [(x - middle) / scale + middle, (y - middle) / scale + middle];
    const [one, two, three] = check as [Point, Point, Point];
    return (Math.min(toSegment(point, one, two), toSegment(point, two, three)) - stroke / 2) * scale;
  };

const rounded: Distance = ([x, y]) => {
  const [half, radius] = [units / 2, 9];
  const [dx, dy] = [Math.abs(x - half) - half + radius, Math.abs(y - half) - half + radius];
  return Math.hypot(Math.max(dx, 0), Math.max(dy, 0)) + Math.min(Math.max(dx, dy), 0) - radius;
};
const everywhere: Distance = () => -units;

const icons: Icon[] = [
  { name: 'icon-192.png', size: 192, ground: rounded, mark: checkOf(1) },
  { name: 'icon-512.png', size: 512, ground: rounded, mark: checkOf(1) },
  // Systems cut these into shapes of their own: the mark keeps to the inner four fifths.
  { name: 'icon-maskable-512.png', size: 512, ground: everywhere, mark: checkOf(0.82) },
  { name: 'apple-touch-icon.png', size: 180, ground: everywhere, mark: checkOf(0.9) },
  { name: 'badge-96.png', size: 96, mark: checkOf(1.3) },
];

const entries = icons.map((icon) => `  '${icon.name}':\n    '${png(icon).toString('base64')}',`);
writeFileSync(
  new URL('../packages/server/src/page/app-icons.ts', import.meta.url),
  `// Drawn by scripts/draw-icons.ts.

/** The mark of Allswell as PNG in base64, by file name: for home screens, launchers and notifications. */
export const appIcons = {
${entries.join('\n')}
} as const;
`,
);

function toSegment([x, y]: Point, [ax, ay]: Point, [bx, by]: Point): number {
  const [dx, dy] = [bx - ax, by - ay];
  const along = Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy)));
  return Math.hypot(x - ax - along * dx, y - ay - along * dy);
}

/** A picture of few colours: the ground in steps of its opacity, then the way from the ground to the mark. */
function png({ size, ground, mark }: Icon): Buffer {
  const rows = Buffer.alloc(size * (size + 1));
  const pixel = units / size;
  // One pixel wide, the edge goes from all to nothing.
  const cover = (distance: number) => Math.min(1, Math.max(0, 0.5 - distance / pixel));
  const step = (share: number) => Math.round(share * (levels - 1));
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      const point: Point = [(column + 0.5) * pixel, (row + 0.5) * pixel];
      const marked = step(cover(mark(point)));
      const grounded = ground ? step(cover(ground(point))) : 0;
      const colour = ground && marked > 0 ? levels + marked : ground ? grounded : marked;
      rows[row * (size + 1) + 1 + column] = colour;
    }
  }
  const shades = Array.from({ length: levels }, (_, index) => index / (levels - 1));
  const first = ground ? ink : paper;
  const palette = [...shades.map(() => first), ...shades.map((share) => between(share))];
  const opacity = [...shades.map((share) => Math.round(share * 255)), ...shades.map(() => 255)];
  const head = Buffer.alloc(13);
  head.writeUInt32BE(size, 0);
  head.writeUInt32BE(size, 4);
  head.set([8, 3], 8); // eight bits, by palette
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', head),
    chunk('PLTE', Buffer.from(palette.flat())),
    chunk('tRNS', Buffer.from(opacity)),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function between(share: number): number[] {
  return ink.map((from, index) => Math.round(from + ((paper[index] ?? 0) - from) * share));
}

function chunk(type: string, data: Buffer): Buffer {
  const typed = Buffer.concat([Buffer.from(type), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(typed));
  return Buffer.concat([length, typed, sum]);
}
