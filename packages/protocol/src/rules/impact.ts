import { impacts } from '../vocabulary.ts';
import type { ComponentStatus, Impact } from '../vocabulary.ts';
import { rollUp } from './overall-status.ts';

/** The impact that a set of affected components has now. Maintenance alone harms nobody: none. */
export function impactOf(statuses: readonly ComponentStatus[]): Impact {
  const { indicator } = rollUp(statuses);
  return indicator === 'maintenance' ? 'none' : indicator;
}

/** The worse of two impacts: an incident keeps the worst of its life. */
export function worseImpact(one: Impact, other: Impact): Impact {
  return impacts.indexOf(one) >= impacts.indexOf(other) ? one : other;
}
