import type { AlertRuleChange, FieldError, NewAlertRule } from '@allswell/protocol';
import type { Sql, Tx } from '../../db/connect.ts';
import { invalidRequest, pointer } from '../../http/validate.ts';
import { isVariable, variablesIn } from './fill-text.ts';
import { findNamed } from './store.ts';

/** Refuses a rule that names what is not there: sources, components, templates, and words to be filled in. */
export async function requireRule(sql: Sql | Tx, rule: NewAlertRule | AlertRuleChange): Promise<void> {
  const errors = await complaintsAbout(sql, rule);
  if (errors.length > 0) throw invalidRequest(errors);
}

/** What is wrong with a rule, with pointers from `at`. */
export async function complaintsAbout(
  sql: Sql | Tx,
  { components = {}, source_id = null, template_id = null, incident_name, body }: NewAlertRule | AlertRuleChange,
  at: readonly string[] = [],
): Promise<FieldError[]> {
  const ids = Object.keys(components);
  const named = await findNamed(sql, { components: ids, source_id, template_id });
  const errors: FieldError[] = [];
  if (source_id !== null && !named.isSource)
    errors.push({ pointer: pointer(...at, 'source_id'), detail: 'There is no such source of alerts.' });
  for (const id of ids) {
    if (!named.components.has(id))
      errors.push({ pointer: pointer(...at, 'components', id), detail: 'There is no such component on the page.' });
  }
  if (template_id !== null && named.template !== 'incident') {
    const detail = named.template ? 'Send a template of incidents, not of maintenance.' : 'There is no such template.';
    errors.push({ pointer: pointer(...at, 'template_id'), detail });
  }
  for (const [field, text] of Object.entries({ incident_name, body })) {
    const unknown = variablesIn(text ?? '').filter((name) => !isVariable(name));
    if (unknown.length === 0) continue;
    const detail = `{{${unknown[0]}}} is not known. Write {{title}}, {{severity}}, {{entity}}, {{components}} or {{label.NAME}}.`;
    errors.push({ pointer: pointer(...at, field), detail });
  }
  return errors;
}
