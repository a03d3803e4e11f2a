import type { Template } from '@allswell/protocol';
import type { Tx } from '../../db/connect.ts';
import type { AlertCause } from '../../db/write.ts';
import { readSettings } from '../../settings/read-settings.ts';
import { listTemplates } from '../../templates/read-template.ts';
import { holdRules, type RuleRow } from '../rules/store.ts';
import type { PageFacts, Wishes } from './compose.ts';
import { type CaseRow, findCause, findComponentNames } from './store.ts';

/** What everything that is done about cases in one transaction shares. */
export interface Scene {
  tx: Tx;
  publicUrl: string;
  now: Date;
  rules: readonly RuleRow[];
  /** What is known of the page, read when it is first needed. */
  page(): Promise<PageFacts>;
  /** What a rule wants to be said, with its template. */
  wishes(rule: RuleRow): Promise<Wishes>;
}

/** Reads what decides over cases. The page has to be locked: what is read stays so until the end. */
export async function setScene(tx: Tx, { publicUrl, now }: { publicUrl: string; now: Date }): Promise<Scene> {
  let page: Promise<PageFacts> | undefined;
  let templates: Promise<Template[]> | undefined;
  return {
    tx,
    publicUrl,
    now,
    rules: await holdRules(tx),
    page: () => (page ??= readPage(tx, { publicUrl, now })),
    async wishes(rule) {
      if (rule.template_id === null) return rule;
      templates ??= listTemplates(tx, { kind: 'incident', limit: 10_000, offset: 0 }).then((list) => list.templates);
      return { ...rule, template: (await templates).find((one) => one.id === rule.template_id) };
    },
  };
}

/** What the trail says of why the machine did something. */
export async function causeOf({ tx }: Scene, { id, key }: Pick<CaseRow, 'id' | 'key'>): Promise<AlertCause> {
  const cause = await findCause(tx, id);
  return { source: cause.source, key: cause.key ?? key, case_id: id };
}

async function readPage(tx: Tx, { publicUrl, now }: { publicUrl: string; now: Date }): Promise<PageFacts> {
  const { name, default_language, time_zone } = await readSettings(tx);
  const componentNames = await findComponentNames(tx);
  const format = new Intl.DateTimeFormat(default_language, {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: time_zone,
  });
  return { name, url: publicUrl, language: default_language, time: format.format(now), componentNames };
}
