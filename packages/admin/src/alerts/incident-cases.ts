import { isSafeLink } from '@allswell/protocol';
import type { AlertCase } from '@allswell/protocol';
import { css, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { ApiError } from '../api/api-error.ts';
import type { Screen } from '../status-admin/screen.ts';
import { statusIcon } from '../templates/status-icon.ts';
import { browserZone, sayInstant } from '../time/format.ts';
import { namesOfKinds, nameOfSender } from './name-of-kind.ts';
import { toneOfCase } from './severity.ts';

export const incidentCasesStyles = css`
  .alerts-of {
    margin-block-start: 2rem;
    max-inline-size: 52rem;
  }
  .alerts-of h2 {
    margin-block-end: 0.7rem;
  }
  .alerts-of li {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    gap: 0.1rem 0.8rem;
    padding: 0.8rem 1.25rem;
    overflow-wrap: anywhere;
  }
  .alerts-of svg {
    color: var(--tone);
    margin-block-start: 0.2em;
  }
  .alerts-of b {
    font-weight: 580;
  }
  .alerts-of .hint {
    margin-block-start: 0.6rem;
  }
`;

/** What monitoring says of an incident: each alert, how often it fired, and where it is looked at. */
export class IncidentCases {
  readonly #screen: Screen;
  #cases: readonly AlertCase[] = [];
  #of = '';

  constructor(screen: Screen) {
    this.#screen = screen;
  }

  async load(incidentId: string): Promise<void> {
    if (this.#of !== incidentId) this.#cases = [];
    this.#of = incidentId;
    try {
      const cases = await this.#screen.panel.api.alerts.casesOf(incidentId);
      if (this.#of === incidentId) this.#cases = cases;
    } catch (error) {
      // The incident says what is wrong; without its alerts it is still an incident.
      if (!(error instanceof ApiError)) throw error;
    }
    this.#screen.requestUpdate();
  }

  render(isOpen: boolean): TemplateResult | typeof nothing {
    if (this.#cases.length === 0) return nothing;
    const { strings } = this.#screen.panel;
    const words = strings.automatic;
    const open = this.#cases.find((one) => one.state !== 'closed');
    return html`<section class="alerts-of" aria-labelledby="alerts-title">
      <h2 id="alerts-title">${words.title}</h2>
      <ul class="rows">
        ${this.#cases.flatMap((one) => one.alerts.map((alert) => this.#row(one, alert)))}
      </ul>
      ${isOpen ? html`<p class="hint words">${open ? (open.touched ? words.touched : words.untouched) : words.closed}</p>` : nothing}
    </section>`;
  }

  #row(one: AlertCase, alert: AlertCase['alerts'][number]): TemplateResult {
    const { strings, locale } = this.#screen.panel;
    const { alerted, automatic } = strings;
    const tone = alert.state === 'resolved' ? 'none' : toneOfCase({ ...one, state: 'firing', alerts: [alert] });
    const sender = nameOfSender(one, alerted.someSource);
    const vendor = one.source && one.source.kind !== 'generic' ? namesOfKinds[one.source.kind] : sender;
    return html`<li class="tone-${tone}" data-alert-state=${alert.state}>
      ${statusIcon(tone, 16)}
      <div>
        <b dir="auto">${alert.title}</b>
        <p class="soft small">
          ${[
            automatic.states[alert.state],
            alerted.from(sender),
            alerted.fired(alert.times_fired),
            automatic.since(sayInstant(alert.first_seen_at, { locale, timeZone: browserZone() })),
          ].join(' · ')}
          ${
            alert.url && isSafeLink(alert.url)
              ? html`· <a href=${alert.url} target="_blank" rel="noopener noreferrer">${alerted.openThere(vendor)}</a>`
              : nothing
          }
        </p>
      </div>
    </li>`;
  }
}
