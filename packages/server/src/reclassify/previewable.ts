import { DomainError, type NewUpdate, type UptimePreviewRequest } from '@allswell/protocol';
import {
  incidentChangeSchema,
  newCorrectionSchema,
  newIncidentSchema,
  newUpdateSchema,
  newWeightsSchema,
  componentChangeSchema,
  updateChangeSchema,
} from '@allswell/protocol/schema';
import * as v from 'valibot';
import { changeComponent } from '../components/change-component.ts';
import type { Write } from '../db/write.ts';
import { invalidRequest, validate } from '../http/validate.ts';
import { deleteIncident } from '../incidents/delete-incident.ts';
import { deleteUpdate } from '../incidents/delete-update.ts';
import { editIncident } from '../incidents/edit-incident.ts';
import { editUpdate } from '../incidents/edit-update.ts';
import { openIncident } from '../incidents/open-incident.ts';
import { postUpdate } from '../incidents/post-update.ts';
import { makeCorrection, revokeCorrection } from './corrections.ts';
import { addWeights, removeWeights } from './weights.ts';

/** Does in a transaction what a request would do. */
export type Change = (write: Write) => Promise<unknown>;

interface Previewable {
  method: UptimePreviewRequest['method'];
  path: string;
  /** Reads the parameters in the address and the body, and of a past incident what was said in it later. */
  read(ids: readonly [string, string], body: unknown, updates: readonly unknown[]): Change;
}

/** Everything that can change what is known of the past, each with the verb that the request itself would call. */
const previewables: readonly Previewable[] = [
  {
    method: 'POST',
    path: '/api/v1/incidents',
    read: (_, body, updates) => {
      const input = validate(newIncidentSchema, body);
      if (!input.backfilled) refuse('#/backfilled', 'Send true: only what is written into the past can be tried.');
      const said = updates.map((update) => readPastUpdate(update));
      return async (write) => {
        const { id } = await openIncident(write, input);
        for (const update of said) await postUpdate(write, id, update);
      };
    },
  },
  {
    method: 'PATCH',
    path: '/api/v1/incidents/:id',
    read: ([id], body) => {
      const input = validate(incidentChangeSchema, body);
      return (write) => editIncident(write, id, input);
    },
  },
  {
    method: 'DELETE',
    path: '/api/v1/incidents/:id',
    read: ([id], body) => without(body, (write) => deleteIncident(write, id)),
  },
  {
    method: 'POST',
    path: '/api/v1/incidents/:id/updates',
    read: ([id], body) => {
      const input = readPastUpdate(body);
      return (write) => postUpdate(write, id, input);
    },
  },
  {
    method: 'PATCH',
    path: '/api/v1/incidents/:id/updates/:update_id',
    read: ([incidentId, updateId], body) => {
      const input = validate(updateChangeSchema, body);
      return (write) => editUpdate(write, { incidentId, updateId }, input);
    },
  },
  {
    method: 'DELETE',
    path: '/api/v1/incidents/:id/updates/:update_id',
    read: ([incidentId, updateId], body) => without(body, (write) => deleteUpdate(write, { incidentId, updateId })),
  },
  {
    method: 'PATCH',
    path: '/api/v1/components/:id',
    read: ([id], body) => {
      const input = validate(v.strictObject({ start_date: componentChangeSchema.entries.start_date }), body);
      return (write) => changeComponent(write, id, input);
    },
  },
  {
    method: 'POST',
    path: '/api/v1/uptime/corrections',
    read: (_, body) => {
      const input = validate(newCorrectionSchema, body);
      return (write) => makeCorrection(write, input);
    },
  },
  {
    method: 'DELETE',
    path: '/api/v1/uptime/corrections/:id',
    read: ([id], body) => without(body, (write) => revokeCorrection(write, id)),
  },
  {
    method: 'POST',
    path: '/api/v1/uptime/weights',
    read: (_, body) => {
      const input = validate(newWeightsSchema, body);
      return (write) => addWeights(write, input);
    },
  },
  {
    method: 'DELETE',
    path: '/api/v1/uptime/weights/:id',
    read: ([id], body) => without(body, (write) => removeWeights(write, id)),
  },
];

/** Reads which change a preview is asked of, and refuses what changes nothing of the past. */
export function readChange({ method, path, body, updates = [] }: UptimePreviewRequest): Change {
  for (const one of previewables) {
    const ids = one.method === method ? match(one.path, path) : undefined;
    if (!ids) continue;
    const change = inBody(() => one.read(ids, body, updates));
    return (write) => inBodyLater(() => change(write));
  }
  const known = previewables.map((one) => `${one.method} ${one.path}`).join(', ');
  const detail = `This cannot be tried. What can change the past: ${known}.`;
  throw invalidRequest([{ pointer: '#/path', detail }]);
}

/** What was said at an instant that is named. */
function readPastUpdate(body: unknown): NewUpdate {
  const input = validate(newUpdateSchema, body);
  if (!input.display_at) refuse('#/display_at', 'Send an instant of the past: what is said now changes nothing of it.');
  return input;
}

/** The ids in an address, where it is of this form. */
function match(form: string, path: string): [string, string] | undefined {
  const wanted = form.split('/');
  const given = path.split('/');
  if (wanted.length !== given.length) return undefined;
  const ids: string[] = [];
  for (const [index, part] of wanted.entries()) {
    const value = given[index] ?? '';
    if (part.startsWith(':') && /^[a-z0-9]{12}$/.test(value)) ids.push(value);
    else if (part !== value) return undefined;
  }
  return [ids[0] ?? '', ids[1] ?? ''];
}

function without(body: unknown, change: Change): Change {
  if (body !== undefined) refuse('#', 'Leave the body out: this request has none.');
  return change;
}

function refuse(pointer: string, detail: string): never {
  throw invalidRequest([{ pointer, detail }]);
}

/** What is wrong with the change stands in the body of the preview's own. */
function inBody<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw moved(error);
  }
}

async function inBodyLater<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw moved(error);
  }
}

function moved(error: unknown): unknown {
  if (!(error instanceof DomainError) || !error.errors) return error;
  const { code, message, extensions, retryAfterSeconds, errors } = error;
  return new DomainError(code, message, {
    cause: error,
    ...(extensions && { extensions }),
    ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
    errors: errors.map(({ pointer, detail }) => ({ pointer: pointer.replace(/^#/, '#/body'), detail })),
  });
}
