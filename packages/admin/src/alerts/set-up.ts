import type { AlertSource } from '@allswell/protocol';
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { LaterStrings } from '../i18n/later-en.ts';
import { copyField } from '../forms/copy-field.ts';
import type { Panel } from '../status-admin/panel.ts';
import { freshSecrets, needsSecret } from './proof.ts';
import { alertmanagerConfig, curlFor, datadogTemplate, newRelicTemplate, snsCommand } from './vendor-texts.ts';

type Step = readonly [text: string, copy?: TemplateResult];

/** What to do over there, step by step, with everything that has to be pasted. */
export function setUp(panel: Panel, source: AlertSource, words: LaterStrings['alerts']): TemplateResult {
  return html`<ol class="steps">
    ${stepsOf(panel, source, words).map(
      ([text, copy]) =>
        html`<li><p class="words">${text}</p>${copy ? html`<div class="copies">${copy}</div>` : nothing}</li>`,
    )}
  </ol>`;
}

function stepsOf(panel: Panel, source: AlertSource, words: LaterStrings['alerts']): Step[] {
  const { setUp: all } = words;
  const { kind, verification } = source;
  const copy = (id: string, label: string, value: string, rows = 1) => copyField(panel, { id, label, value, rows });
  const address = copy('address', words.address, source.address);
  const lines = (text: string) => Math.min(16, text.split('\n').length);
  const block = (id: string, label: string, value: string) => copy(id, label, value, lines(value));
  const secret = freshSecrets.of(source)?.secret ?? null;
  const proof = proofStep();
  switch (kind) {
    case 'new_relic':
      return [
        [all.new_relic.destination, address],
        ...proof,
        [all.new_relic.workflow, block('template', words.template, newRelicTemplate)],
        [all.new_relic.test],
      ];
    case 'alertmanager':
      return [
        [all.alertmanager.receiver, block('config', 'alertmanager.yml', alertmanagerConfig(source, secret))],
        [all.alertmanager.reload],
      ];
    case 'grafana':
      return [[all.grafana.contact, address], ...proof, [all.grafana.policy], [all.grafana.test]];
    case 'pagerduty':
      return [
        [all.pagerduty.subscription, address],
        ...(verification.kind === 'pagerduty' ? [[all.pagerduty.secret] as const] : proof),
        [all.pagerduty.test],
      ];
    case 'datadog':
      return [
        [all.datadog.webhook, address],
        [all.datadog.payload, block('template', words.template, datadogTemplate)],
        ...proof,
        [all.datadog.mention, copy('mention', words.mention, '@webhook-allswell')],
      ];
    case 'uptime_kuma':
      return [[all.uptime_kuma.notification, address], ...proof, [all.uptime_kuma.monitors], [all.uptime_kuma.test]];
    case 'cloudwatch':
      return [
        [all.cloudwatch.topic],
        [all.cloudwatch.subscribe, html`${address} ${block('command', words.command, snsCommand(source))}`],
        [all.cloudwatch.alarm],
      ];
    case 'generic':
      return [
        [all.generic.post, address],
        ...proof,
        [all.generic.send, block('curl', words.curl, curlFor(source, secret))],
        [all.generic.map],
      ];
  }

  /** What it proves itself by is entered over there too. */
  function proofStep(): Step[] {
    // These two take headers as JSON.
    if (verification.kind === 'header' && secret && (kind === 'datadog' || kind === 'uptime_kuma')) {
      const headers = JSON.stringify({ [verification.header]: secret });
      return [[words.proofSteps.headers ?? '', copy('headers', 'JSON', headers)]];
    }
    const text = words.proofSteps[verification.kind];
    if (!text || !needsSecret(verification)) return [];
    const parts = [
      verification.kind === 'header' ? copy('header', words.header, verification.header) : nothing,
      secret ? copy('secret', words.secret, secret) : html`<p class="hint">${words.secretElsewhere}</p>`,
      verification.kind === 'grafana' ? copy('header', words.header, verification.header) : nothing,
      verification.kind === 'grafana' && verification.timestamp_header
        ? copy('timestamp-header', words.timestampHeader, verification.timestamp_header)
        : nothing,
    ];
    return [[text, html`${parts}`]];
  }
}
