import type { AdminComponent } from '@allswell/protocol';
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { CaseCards } from '../alerts/case-cards.ts';
import { caseCardStyles } from '../alerts/case-cards.styles.ts';
import { incidentRow, incidentRowStyles } from '../incidents/incident-row.ts';
import { maintenanceRow } from '../maintenance/maintenance-row.ts';
import { nextOf } from '../maintenance/next-of.ts';
import { SendingWatch, isLate, saySeconds } from '../live/sending-watch.ts';
import { Screen } from '../status-admin/screen.ts';
import { base } from '../styles/base.styles.ts';
import { screenLink } from '../templates/link.ts';
import { statusIcon, toneOfComponent, toneOfIndicator } from '../templates/status-icon.ts';
import { overviewStyles } from './overview.styles.ts';
import { snippetField } from './snippet.ts';

const mostPlanned = 5;
const mostAlerts = 3;

/** How the page stands as readers see it, what is open, and the way to say something. */
export class StatusAdminOverview extends Screen {
  static override styles = [base, incidentRowStyles, caseCardStyles, overviewStyles];

  readonly #watch = new SendingWatch(this);
  readonly #cases = new CaseCards(this, { most: mostAlerts });

  override render(): TemplateResult {
    const { panel } = this;
    const { strings, data } = panel;
    const words = strings.overview;
    const isNew = data.components.length === 0;
    return html`
      <div class="head">
        <h1 tabindex="-1">${words.title}</h1>
        ${screenLink(panel, { screen: 'plan-maintenance' }, strings.maintenance.planIt, 'button')}
        ${screenLink(panel, { screen: 'new-incident' }, words.newIncident, 'button main')}
      </div>
      <div class="overview">
        ${this.#sending()} ${this.#cases.render()} ${this.#standing()} ${isNew ? this.#guide() : nothing} ${isNew && data.openIncidents.length === 0 ? nothing : this.#open()}
        ${data.openMaintenances.length > 0 ? this.#planned() : nothing}
        ${
          isNew
            ? nothing
            : html`${this.#components()}
                <section aria-labelledby="snippet-title">
                  <h2 id="snippet-title">${words.snippetTitle}</h2>
                  <div class="card">
                    <p class="soft small">${words.guide.snippetText}</p>
                    ${snippetField(panel)}
                  </div>
                </section>`
        }
      </div>
    `;
  }

  /** Nobody is told, or late: that is worth a line above everything. */
  #sending(): TemplateResult | typeof nothing {
    const { panel } = this;
    const { sending } = this.#watch;
    if (!sending || (!sending.held && !isLate(sending))) return nothing;
    const words = panel.strings.sendingAlert;
    const late = saySeconds(sending.oldest_due_seconds ?? 0, panel.locale);
    const { noEmail } = panel.strings.notifications;
    return html`<div class="notice ${sending.held ? 'trouble' : 'waiting'}" role="alert" data-sending>
      ${statusIcon(sending.held ? 'critical' : 'minor')}
      <p>
        <strong>${sending.held ? words.held : words.late(late)}</strong>
        ${sending.held || sending.email.configured ? nothing : noEmail} ${sending.waiting > 0 ? words.waiting(sending.waiting) : nothing}
        ${screenLink(panel, { screen: 'notifications' }, words.look)}
      </p>
    </div>`;
  }

  #standing(): TemplateResult {
    const { strings, data, address } = this.panel;
    const words = strings.overview;
    const status = data.summary?.status;
    const tone = status ? toneOfIndicator(status.indicator) : 'unknown';
    return html`<section class="standing tone-${tone}" aria-labelledby="standing-title">
      <h2 id="standing-title" class="visually-hidden">${words.asReaders}</h2>
      ${statusIcon(tone, 40)}
      <div>
        <p class="sentence" data-overall>${status ? (strings.status.page[status.description] ?? status.description) : strings.status.unknown}</p>
        <p class="soft small">
          ${words.readersNote}
          <a href=${address('/').href} target="_blank" rel="noopener">${strings.nav.viewPage}</a>
        </p>
      </div>
      <p class="live soft small">${data.isLive && !data.failure ? html`<span class="dot" aria-hidden="true"></span>${words.live}` : words.notLive}</p>
    </section>`;
  }

  #open(): TemplateResult {
    const { panel } = this;
    const { strings, data } = panel;
    const words = strings.overview;
    return html`<section aria-labelledby="open-title">
      <h2 id="open-title">${words.openIncidents}</h2>
      <div class="rows">
        ${
          data.openIncidents.length === 0
            ? html`<p class="none soft">${words.noIncidents}</p>`
            : repeat(
                data.openIncidents,
                (one) => one.id,
                (one) =>
                  incidentRow(
                    one,
                    panel,
                    this.time,
                    screenLink(panel, { screen: 'incident', id: one.id }, words.nextUpdate, 'button small'),
                  ),
              )
        }
      </div>
    </section>`;
  }

  /** What is planned and what is under way. */
  #planned(): TemplateResult {
    const { panel } = this;
    const { strings, data } = panel;
    return html`<section aria-labelledby="planned-title">
      <h2 id="planned-title">${screenLink(panel, { screen: 'maintenance' }, strings.maintenance.title)}</h2>
      <div class="rows">
        ${repeat(
          nextOf(data.openMaintenances).slice(0, mostPlanned),
          (one) => one.id,
          (one) => maintenanceRow(one, panel, this.time),
        )}
      </div>
    </section>`;
  }

  #components(): TemplateResult {
    const { panel } = this;
    const { strings, data } = panel;
    const ungrouped = data.components.filter((one) => !data.groups.some((group) => group.id === one.group_id));
    return html`<section aria-labelledby="components-title">
      <h2 id="components-title">${screenLink(panel, { screen: 'components' }, strings.overview.components)}</h2>
      <ul class="glance">
        ${data.groups.map((group) => {
          const members = data.components.filter((one) => one.group_id === group.id);
          return members.length === 0
            ? nothing
            : html`<li class="group">
                <h3>${group.name}</h3>
                <ul>
                  ${members.map((one) => this.#component(one))}
                </ul>
              </li>`;
        })}
        ${
          ungrouped.length === 0
            ? nothing
            : html`<li class="group">
                ${data.groups.length > 0 ? html`<h3>${strings.components.ungrouped}</h3>` : nothing}
                <ul>
                  ${ungrouped.map((one) => this.#component(one))}
                </ul>
              </li>`
        }
      </ul>
    </section>`;
  }

  #component(component: AdminComponent): TemplateResult {
    const tone = toneOfComponent(component.status);
    const { strings } = this.panel;
    return html`<li class="component tone-${tone}" data-component-id=${component.id} data-status=${component.status}>
      ${statusIcon(tone, 16)}
      <span class="name">${component.name}</span>
      <span class="word">${strings.status.component[component.status] ?? strings.status.unknown}</span>
    </li>`;
  }

  /** An empty page leads its owner by the hand: name, publish, embed. */
  #guide(): TemplateResult {
    const { panel } = this;
    const words = panel.strings.overview.guide;
    return html`<section class="card guide" aria-labelledby="guide-title">
      <h2 id="guide-title">${words.title}</h2>
      <ol>
        <li>
          <h3>${words.components}</h3>
          <p class="soft">${words.componentsText}</p>
          ${screenLink(panel, { screen: 'components' }, words.componentsAction, 'button')}
        </li>
        <li>
          <h3>${words.publish}</h3>
          <p class="soft">${words.publishText}</p>
        </li>
        <li>
          <h3>${words.snippet}</h3>
          <p class="soft">${words.snippetText}</p>
          ${snippetField(panel)}
        </li>
      </ol>
    </section>`;
  }
}
