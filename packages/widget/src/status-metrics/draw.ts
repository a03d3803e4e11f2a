import { heightOf, type Scale } from './scale.ts';

/** The paths of a line, for a picture that is one unit wide for each step and 100 high. */
export interface Drawn {
  /** One stroke for each run of values: nothing is drawn where nothing was measured. */
  line: string;
  /** What lies between the strokes and zero, where zero is at the foot: elsewhere its size would say nothing. */
  area: string;
}

/** Draws values as a line; each lies in the middle of its step. */
export function draw(values: readonly (number | null)[], scale: Scale): Drawn {
  let line = '';
  let area = '';
  for (const [first, run] of runsOf(values)) {
    const points = run.map((value, index) => `${first + index + 0.5} ${heightOf(value, scale)}`);
    // A value between two gaps is a dot: round ends make one of a stroke without length.
    line += run.length > 1 ? `M${points.join('L')}` : `M${points.join('')}h0`;
    if (run.length > 1 && scale.low === 0) area += `M${points.join('L')}V100H${first + 0.5}z`;
  }
  return { line, area };
}

/** The values that follow each other without a gap, each run with the place of its first one. */
function runsOf(values: readonly (number | null)[]): [first: number, run: number[]][] {
  const runs: [first: number, run: number[]][] = [];
  let run: number[] | undefined;
  for (const [index, value] of values.entries()) {
    if (value === null) run = undefined;
    else if (run) run.push(value);
    else runs.push([index, (run = [value])]);
  }
  return runs;
}
