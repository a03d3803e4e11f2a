import assert from 'node:assert/strict';
import type { AlertMapping, AlertSourceKind, InnerAlert } from '@allswell/protocol';
import { type Reading, UnreadableDelivery } from '../adapter.ts';
import { adapterOf } from '../index.ts';

/** When the deliveries of tests come: soon after what they tell of. */
export const receivedAt = new Date('2026-09-21T14:00:00Z');

/** What the adapter of a kind reads from a delivery. */
export function read(kind: AlertSourceKind, body: unknown, mapping: AlertMapping | null = null): Reading {
  return adapterOf(kind).read(body, { mapping, receivedAt });
}

/** The one alert of a delivery. */
export function readAlert(kind: AlertSourceKind, body: unknown, mapping: AlertMapping | null = null): InnerAlert {
  const { alerts } = read(kind, body, mapping);
  assert.equal(alerts.length, 1);
  const [alert] = alerts;
  assert.ok(alert);
  return alert;
}

/** Asserts that nothing can be read from a delivery, for a reason. */
export function assertUnreadable(kind: AlertSourceKind, body: unknown, reason: RegExp): void {
  assert.throws(
    () => read(kind, body),
    (error) => error instanceof UnreadableDelivery && reason.test(error.message),
  );
}

/** The body of the sample of a name. */
export function bodyOf(samples: readonly { name: string; body: unknown }[], name: string): Record<string, unknown> {
  const sample = samples.find((one) => one.name.endsWith(name));
  assert.ok(sample, `There is no sample ${name}.`);
  return structuredClone(sample.body) as Record<string, unknown>;
}
