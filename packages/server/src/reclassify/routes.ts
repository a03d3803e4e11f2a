import {
  correctionSchema,
  idSchema,
  newCorrectionSchema,
  newWeightsSchema,
  uptimePreviewRequestSchema,
  uptimePreviewSchema,
  weightsSchema,
} from '@allswell/protocol/schema';
import * as v from 'valibot';
import { created, noContent, ok } from '../http/answer.ts';
import { linkHeader, offsetOf, pageEntries, pageQuerySchema } from '../http/pagination.ts';
import { reckon, type Route, read, write } from '../http/route.ts';
import { listCorrections, makeCorrection, revokeCorrection } from './corrections.ts';
import { previewChange } from './preview.ts';
import { readChange } from './previewable.ts';
import { addWeights, listWeights, removeWeights } from './weights.ts';

const correctionsQuerySchema = v.object({ ...pageEntries, component_id: v.optional(idSchema) });
/** The body of an update stands in that of a preview. */
const bodyLimit = 256 * 1024;

/** What counts otherwise than it was published, and what would if something was changed. */
export const reclassifyRoutes: Route[] = [
  read(
    {
      path: '/api/v1/uptime/weights',
      summary: 'How much each status weighs, and from when on; those that hold latest first',
      query: pageQuerySchema,
      answer: v.array(weightsSchema),
    },
    async ({ sql, query, url }) => {
      const { weights, total } = await listWeights(sql, { limit: query.per_page, offset: offsetOf(query) });
      return ok(weights, linkHeader(url, query, total));
    },
  ),
  write(
    {
      method: 'POST',
      path: '/api/v1/uptime/weights',
      summary: 'Let other weights count from an instant on, now where none is named; what was before keeps its own',
      body: newWeightsSchema,
      answer: weightsSchema,
      status: 201,
    },
    async ({ write, input }) => {
      const weights = await addWeights(write, input);
      return created(`/api/v1/uptime/weights/${weights.id}`, weights);
    },
  ),
  write(
    {
      method: 'DELETE',
      path: '/api/v1/uptime/weights/:id',
      summary: 'Remove weights: those before them hold on',
      status: 204,
      problems: ['weights-not-found', 'first-weights'],
    },
    async ({ write, params }) => {
      await removeWeights(write, params.id);
      return noContent();
    },
  ),
  read(
    {
      path: '/api/v1/uptime/corrections',
      summary: 'Times that count as another status than the one published, newest first, also those taken back',
      query: correctionsQuerySchema,
      answer: v.array(correctionSchema),
    },
    async ({ sql, query, url }) => {
      const { component_id } = query;
      const asked = { component_id, limit: query.per_page, offset: offsetOf(query) };
      const { corrections, total } = await listCorrections(sql, asked);
      return ok(corrections, linkHeader(url, query, total));
    },
  ),
  write(
    {
      method: 'POST',
      path: '/api/v1/uptime/corrections',
      summary: 'Let a time of a component count as another status; readers see both, and the reason',
      body: newCorrectionSchema,
      answer: correctionSchema,
      status: 201,
    },
    async ({ write, input }) => {
      const correction = await makeCorrection(write, input);
      return created(`/api/v1/uptime/corrections/${correction.id}`, correction);
    },
  ),
  write(
    {
      method: 'DELETE',
      path: '/api/v1/uptime/corrections/:id',
      summary: 'Take a correction back; it stays on record',
      status: 204,
      problems: ['correction-not-found', 'correction-revoked'],
    },
    async ({ write, params }) => {
      await revokeCorrection(write, params.id);
      return noContent();
    },
  ),
  reckon(
    {
      method: 'POST',
      path: '/api/v1/uptime/preview',
      summary: 'What another request would do to uptime; nothing of it is kept, and nobody is told',
      body: uptimePreviewRequestSchema,
      bodyLimit,
      answer: uptimePreviewSchema,
      problems: [
        'incident-not-found',
        'update-not-found',
        'component-not-found',
        'weights-not-found',
        'correction-not-found',
        'first-weights',
        'correction-revoked',
        'last-update',
        'incident-resolved',
        'maintenance-over',
      ],
    },
    async ({ sql, publicUrl, input }) => ok(await previewChange(sql, publicUrl, readChange(input))),
  ),
];
