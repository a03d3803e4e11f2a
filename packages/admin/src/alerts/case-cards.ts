import { alertSeverities, isSafeLink } from '@allswell/protocol';
import type { AlertCase } from '@allswell/protocol';
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { ApiError } from '../api/api-error.ts';
import { Audience } from '../audience/audience.ts';
import { sayWhoWillBeTold } from '../audience/tell-field.ts';
import { IncidentPublishedEvent, UpdatePostedEvent } from '../events.ts';
import { submissionNotice } from '../forms/notice.ts';
import { Submission } from '../forms/submission.ts';
import { readDraft } from '../incidents/draft.ts';
import type { Draft } from '../incidents/draft.ts';
import { CasesWatch } from '../live/cases-watch.ts';
import { saySeconds } from '../live/sending-watch.ts';
import type { Route } from '../status-admin/route.ts';
import type { Screen } from '../status-admin/screen.ts';
import { onLinkClick, screenLink } from '../templates/link.ts';
import { statusIcon, toneOfComponent } from '../templates/status-icon.ts';
import { plainText } from '../templates/text-nodes.ts';
import { namesOfKinds, nameOfSender } from './name-of-kind.ts';
import { toneOfCase, worstSeverity } from './severity.ts';

/** What one card needs beside its case. */
interface Card {
  submission: Submission;
  audience: Audience;
}

/** What monitoring says and nobody has answered yet: one card each, and one click to say it to readers. */
export class CaseCards {
  readonly #screen: Screen;
  readonly #watch: CasesWatch;
  readonly #cards = new Map<string, Card>();
  readonly #most: number;

  /** Where other things stand below, only the most urgent are shown, and the way to the others. */
  constructor(screen: Screen, { most = Infinity } = {}) {
    this.#screen = screen;
    this.#most = most;
    this.#watch = new CasesWatch(screen);
  }

  render(): TemplateResult | typeof nothing {
    const waiting = (this.#watch.cases ?? []).filter(isWaiting).sort((one, other) => urgency(other) - urgency(one));
    if (waiting.length === 0) return nothing;
    const words = this.#screen.panel.strings.alerted;
    const further = Math.max(0, waiting.length - this.#most);
    return html`<section aria-labelledby="cases-title" data-cases>
      <h2 id="cases-title">${words.title}</h2>
      <ul class="cases">
        ${repeat(
          waiting.slice(0, this.#most),
          (one) => one.id,
          (one) => (one.incident_id ? this.#proposal(one, one.incident_id) : this.#draft(one)),
        )}
      </ul>
      ${further > 0 ? html`<p class="further">${screenLink(this.#screen.panel, { screen: 'alerts' }, words.further(further))}</p>` : nothing}
    </section>`;
  }

  /** Something is wrong, and readers are told nothing yet. */
  #draft(one: AlertCase): TemplateResult {
    const { strings } = this.#screen.panel;
    const words = strings.alerted;
    const draft = this.#watch.draftOf(one);
    const written = draft ? readDraft(draft.content) : null;
    const { submission } = this.#card(one.id);
    const name = written?.name || one.title;
    return html`<li class="case tone-${toneOfCase(one)}" data-case-id=${one.id} data-state=${one.state}>
      ${this.#head(one, name)}
      <div class="would">
        ${written ? this.#said(one, written) : nothing} ${submissionNotice(submission, strings)}
        <div class="actions">
          ${
            written
              ? html`<button
                  class="button main"
                  type="button"
                  aria-label=${words.publishOf(name)}
                  aria-disabled=${submission.isBusy ? 'true' : nothing}
                  @click=${() => void this.#publish(one, name)}
                >
                  ${submission.isBusy ? strings.composer.publishing : strings.composer.publish}
                </button>`
              : nothing
          }
          ${one.draft_id ? this.#link({ screen: 'new-incident', draft: one.draft_id }, words.editFirst, words.editOf(name)) : nothing}
          ${this.#dismissal(one, words.dismiss, words.dismissOf(name))}
        </div>
      </div>
    </li>`;
  }

  /** Somebody has written in its incident, so the machine only proposes. */
  #proposal(one: AlertCase, incidentId: string): TemplateResult {
    const { strings, data } = this.#screen.panel;
    const words = strings.alerted;
    const draft = this.#watch.draftOf(one);
    const written = draft ? readDraft({ name: '', ...draft.content }) : null;
    const { submission } = this.#card(one.id);
    const name = data.openIncidents.find((incident) => incident.id === incidentId)?.name ?? one.title;
    return html`<li class="case tone-none" data-case-id=${one.id} data-state="proposal">
      ${this.#head(one, name)}
      <div class="would">
        <p>${words.proposal}</p>
        ${written ? this.#said(one, written, incidentId) : nothing} ${submissionNotice(submission, strings)}
        <div class="actions">
          ${
            written
              ? html`<button
                  class="button main"
                  type="button"
                  aria-label=${words.resolveOf(name)}
                  aria-disabled=${submission.isBusy ? 'true' : nothing}
                  @click=${() => void this.#publish(one, name)}
                >
                  ${submission.isBusy ? strings.incident.posting : words.resolve}
                </button>`
              : nothing
          }
          ${this.#link({ screen: 'incident', id: incidentId }, words.editFirst, words.editOf(name))}
          ${this.#dismissal(one, words.leaveOpen, words.leaveOpenOf(name))}
        </div>
      </div>
    </li>`;
  }

  #head(one: AlertCase, name: string): TemplateResult {
    const { strings, locale } = this.#screen.panel;
    const words = strings.alerted;
    const seconds = (iso: string) => Math.max(1, (Date.now() - Date.parse(iso)) / 1_000);
    const isOver = one.state === 'recovered';
    const state =
      isOver && one.recovered_at
        ? words.over(saySeconds(seconds(one.recovered_at), locale))
        : one.state === 'acknowledged'
          ? words.acknowledged(saySeconds(seconds(one.opened_at), locale))
          : words.firing(saySeconds(seconds(one.opened_at), locale));
    const fired = one.alerts.reduce((sum, alert) => sum + alert.times_fired, 0);
    const url = one.alerts.map((alert) => alert.url).find((link) => link !== null && isSafeLink(link));
    const vendor = one.source && one.source.kind !== 'generic' ? namesOfKinds[one.source.kind] : null;
    return html`<header>
      ${statusIcon(toneOfCase(one), 26)}
      <h3 tabindex="-1"><bdi>${name}</bdi></h3>
      <p>
        <b>${state}</b>
        · ${words.from(nameOfSender(one, words.someSource))} ${fired > 1 ? html`· ${words.fired(fired)}` : nothing}
        ${one.alerts.length > 1 ? html`· ${words.alerts(one.alerts.length)}` : nothing}
        ${url ? html`· <a href=${url} target="_blank" rel="noopener noreferrer">${words.openThere(vendor ?? nameOfSender(one, words.someSource))}</a>` : nothing}
      </p>
    </header>`;
  }

  /** What readers would be told, as it stands in the draft, and who would be told at once. */
  #said(one: AlertCase, written: Draft, incidentId?: string): TemplateResult {
    const { strings, data } = this.#screen.panel;
    const words = strings.alerted;
    const parts = data.components.filter((component) => written.components[component.id]);
    const reckoning = this.#card(one.id).audience.of({
      kind: 'incident',
      component_ids: parts.map((component) => component.id),
      ...(incidentId ? { incident_id: incidentId } : {}),
    });
    return html`${
      parts.length > 0
        ? html`<ul class="parts" aria-label=${strings.composer.affected}>
              ${parts.map((component) => {
                const status = written.components[component.id] ?? component.status;
                const tone = toneOfComponent(status);
                return html`<li class="tone-${tone}">
                  ${statusIcon(tone, 15)}<span>${words.becomes(component.name, strings.status.component[status] ?? strings.status.unknown)}</span>
                </li>`;
              })}
            </ul>`
        : incidentId
          ? nothing
          : html`<p class="small soft">${strings.overview.affectsNothing}</p>`
    }
      ${plainText(written.body)}
      ${incidentId || one.title === written.name ? nothing : html`<p class="said-there">${words.saidThere(one.title)}</p>`}
      <p class="outcome">${words.onlyAdmins} ${sayWhoWillBeTold(reckoning, written.deliver_notifications, strings)}</p>`;
  }

  #link(route: Route, label: string, name: string): TemplateResult {
    const { panel } = this.#screen;
    return html`<a class="button" href=${panel.href(route)} aria-label=${name} @click=${onLinkClick(panel, route)}>${label}</a>`;
  }

  #dismissal(one: AlertCase, label: string, name: string): TemplateResult {
    return html`<button class="button quiet" type="button" aria-label=${name} @click=${() => void this.#dismiss(one)}>${label}</button>`;
  }

  /** Says to readers what waits: that something is wrong, or that it is over. */
  async #publish(one: AlertCase, name: string): Promise<void> {
    const { panel } = this.#screen;
    const { submission } = this.#card(one.id);
    const { intent } = submission;
    const place = this.#placeOf(one);
    let published: AlertCase | null = null;
    const isDone = await submission.run(async (persist) => {
      published = await panel.api.alerts.publishCase(
        one.id,
        intent.keyFor(one.proposal_draft_id ?? one.draft_id),
        persist,
      );
      await Promise.all([panel.data.load(), this.#watch.refresh()]);
    });
    if (!isDone) return;
    intent.fulfil();
    void this.#goOn(place);
    panel.say(one.incident_id ? panel.strings.alerted.resolved(name) : panel.strings.alerted.published(name));
    if (one.incident_id) this.#screen.dispatchEvent(new UpdatePostedEvent(one.incident_id, 'resolved'));
    const opened = (published as AlertCase | null)?.incident_id;
    if (!one.incident_id && opened) this.#screen.dispatchEvent(new IncidentPublishedEvent(opened));
  }

  async #dismiss(one: AlertCase): Promise<void> {
    const { panel } = this.#screen;
    const { submission } = this.#card(one.id);
    const place = this.#placeOf(one);
    const isDone = await submission.run(async (persist) => {
      await panel.api.alerts.dismissCase(one.id, persist).catch(notOpenAnyMore);
      await this.#watch.refresh();
    });
    if (!isDone) return;
    panel.say(panel.strings.alerted.dismissed);
    await this.#goOn(place);
  }

  #placeOf(one: AlertCase): number {
    const cards = [...this.#screen.renderRoot.querySelectorAll<HTMLElement>('[data-case-id]')];
    return cards.findIndex((card) => card.dataset.caseId === one.id);
  }

  /**
   * Whoever works through them by keyboard goes on at the one that took the place of the last, or at the top. Not on its
   * button: a key that is pressed twice would publish both.
   */
  async #goOn(place: number): Promise<void> {
    await this.#screen.updateComplete;
    const root = this.#screen.renderRoot as ShadowRoot;
    if (root.activeElement) return;
    const titles = root.querySelectorAll<HTMLElement>('[data-case-id] h3');
    (titles[Math.min(place, titles.length - 1)] ?? root.querySelector<HTMLElement>('h1'))?.focus();
  }

  #card(id: string): Card {
    const found = this.#cards.get(id) ?? {
      submission: new Submission(this.#screen),
      audience: new Audience(this.#screen),
    };
    this.#cards.set(id, found);
    return found;
  }
}

/** What fires and is worst stands first; what is over can wait. */
function urgency(one: AlertCase): number {
  return one.state === 'recovered' ? -2 : (alertSeverities as readonly (string | null)[]).indexOf(worstSeverity(one));
}

/** Whether it waits for a person: to be published, or for what was published to be ended. */
function isWaiting(one: AlertCase): boolean {
  return one.incident_id ? one.proposal_draft_id !== null : one.draft_id !== null;
}

/** Somebody else was faster: it is gone, as was asked for. */
function notOpenAnyMore(error: unknown): void {
  if (!(error instanceof ApiError) || !['alert-case-not-found', 'alert-case-closed'].includes(error.code)) throw error;
}
