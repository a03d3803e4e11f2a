import {
  alertRuleChangeSchema,
  alertRuleSchema,
  newAlertRuleSchema,
  ruleTrialResultSchema,
  ruleTrialSchema,
} from '@allswell/protocol/schema';
import * as v from 'valibot';
import { created, noContent, ok } from '../../http/answer.ts';
import { linkHeader, offsetOf, pageQuerySchema } from '../../http/pagination.ts';
import { type Route, read, reckon, write } from '../../http/route.ts';
import { listRules, readRule } from './read-rule.ts';
import { changeRule, createRule, deleteRule } from './save-rule.ts';
import { tryRule } from './try-rule.ts';

/** A body of 25,000 characters, however it is escaped. */
const bodyLimit = 256 * 1024;

export const alertRuleRoutes: Route[] = [
  read(
    {
      path: '/api/v1/alert-rules',
      summary: 'Rules in their order; the first that is meant decides',
      query: pageQuerySchema,
      answer: v.array(alertRuleSchema),
    },
    async ({ sql, query, url }) => {
      const { rules, total } = await listRules(sql, { limit: query.per_page, offset: offsetOf(query) });
      return ok(rules, linkHeader(url, query, total));
    },
  ),
  write(
    {
      method: 'POST',
      path: '/api/v1/alert-rules',
      summary: 'Say what becomes of some alerts',
      body: newAlertRuleSchema,
      bodyLimit,
      answer: alertRuleSchema,
      status: 201,
    },
    async ({ write, input }) => {
      const rule = await createRule(write, input);
      return created(`/api/v1/alert-rules/${rule.id}`, rule);
    },
  ),
  reckon(
    {
      method: 'POST',
      path: '/api/v1/alert-rules/dry-run',
      summary: 'What a rule would have made of what came in the last days; nothing is changed',
      body: ruleTrialSchema,
      bodyLimit,
      answer: ruleTrialResultSchema,
      problems: ['alert-rule-not-found'],
    },
    async ({ sql, input }) => ok(await tryRule(sql, input)),
  ),
  read(
    {
      path: '/api/v1/alert-rules/:id',
      summary: 'One rule',
      answer: alertRuleSchema,
      problems: ['alert-rule-not-found'],
    },
    async ({ sql, params }) => ok(await readRule(sql, params.id)),
  ),
  write(
    {
      method: 'PATCH',
      path: '/api/v1/alert-rules/:id',
      summary: 'Change the named fields of a rule; position moves it',
      body: alertRuleChangeSchema,
      bodyLimit,
      answer: alertRuleSchema,
      problems: ['alert-rule-not-found', 'stale-version'],
    },
    async ({ write, input, params }) => ok(await changeRule(write, params.id, input)),
  ),
  write(
    {
      method: 'DELETE',
      path: '/api/v1/alert-rules/:id',
      summary: 'Delete a rule; what it opened stays',
      status: 204,
      problems: ['alert-rule-not-found', 'stale-version'],
    },
    async ({ write, params }) => {
      await deleteRule(write, params.id);
      return noContent();
    },
  ),
];
