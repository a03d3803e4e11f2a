import type { AdminMaintenance, MaintenanceStatus } from '@allswell/protocol';
import { html, nothing } from 'lit';
import type { PropertyDeclarations, PropertyValues, TemplateResult } from 'lit';
import type { AnyIncident } from '../api/admin-api.ts';
import { ApiError } from '../api/api-error.ts';
import { NoticesWatch } from '../deliveries/notices-watch.ts';
import { Confirmation } from '../forms/confirmation.ts';
import { explain } from '../forms/explain.ts';
import { composing } from '../incidents/composing.styles.ts';
import { incidentStyles } from '../incidents/incident.styles.ts';
import { UpdateThread } from '../incidents/update-thread.ts';
import { Screen } from '../status-admin/screen.ts';
import { base } from '../styles/base.styles.ts';
import { screenLink } from '../templates/link.ts';
import { statusIcon } from '../templates/status-icon.ts';
import { sayInstant } from '../time/format.ts';
import { saySpan, sayZone } from '../time/say-plan.ts';
import { Difference } from '../uptime/difference.ts';
import { CallOff } from './call-off.ts';
import { EndMover } from './end-mover.ts';
import { drop } from './keep.ts';
import { MaintenanceEditor } from './maintenance-editor.ts';
import { planStyles } from './maintenance.styles.ts';
import { Rescheduler } from './rescheduler.ts';
import { sayClockOf, sayStage, stageOf, toneOfMaintenance } from './standing.ts';
import { UpdateComposer } from './update-composer.ts';

const tickMs = 15_000;

/** One maintenance: where it stands, the next step, more time, another time, and what was said. */
export class StatusAdminMaintenance extends Screen {
  static override styles = [base, composing, incidentStyles, planStyles];
  static override properties: PropertyDeclarations = { maintenanceId: { attribute: false } };

  /** Which maintenance. */
  declare maintenanceId: string;

  readonly #confirmation = new Confirmation(this);
  readonly #uptime = new Difference(this);
  readonly #editor = new MaintenanceEditor(this, (maintenance) => this.#show(maintenance));
  readonly #rescheduler = new Rescheduler(this, (maintenance) => this.#show(maintenance));
  readonly #endMover = new EndMover(this, (maintenance) => this.#show(maintenance));
  readonly #callOff = new CallOff(this, (maintenance) => this.#show(maintenance));
  readonly #composer = new UpdateComposer(this, () => this.#load());
  readonly #told = new NoticesWatch(this);
  readonly #thread = new UpdateThread(this, {
    confirmation: this.#confirmation,
    told: this.#told,
    reload: () => this.#load(),
  });
  #maintenance: AdminMaintenance | null = null;
  #failure: ApiError | null = null;
  #seenSeq: number | undefined;
  #clock: ReturnType<typeof setInterval> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    // It runs over by the clock alone.
    this.#clock = setInterval(() => this.requestUpdate(), tickMs);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#clock);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    if (!changed.has('maintenanceId')) return;
    this.#maintenance = this.panel.data.openMaintenances.find((one) => one.id === this.maintenanceId) ?? null;
    this.#failure = null;
    this.#composer.turnTo(this.maintenanceId);
    void this.#load();
  }

  /** What others do meanwhile, and what happens by itself, arrives here too. */
  protected override updated(): void {
    const seq = this.panel.data.summary?.allswell?.seq;
    if (this.#seenSeq !== undefined && seq !== this.#seenSeq) void this.#load();
    this.#seenSeq = seq;
  }

  override render(): TemplateResult {
    const { strings } = this.panel;
    const maintenance = this.#maintenance;
    if (!maintenance) return this.#absent();
    const words = strings.maintenance.one;
    const isOver = maintenance.status === 'completed';
    const isActive = !isOver && maintenance.status !== 'scheduled';
    return html`
      <div class="head">
        <h1 tabindex="-1">${maintenance.name}</h1>
        <div class="actions">
          <a class="button small" href=${this.panel.address(`/incidents/${maintenance.id}`).href} target="_blank" rel="noopener">
            ${words.viewOnPage}
          </a>
          <button class="button small" type="button" @click=${() => this.#editor.open(maintenance)}>${words.edit}</button>
          <button class="button small danger" type="button" @click=${() => void this.#askToDelete(maintenance)}>
            ${words.delete}
          </button>
        </div>
      </div>
      ${this.#facts(maintenance)} ${this.#editor.render()} ${this.#rescheduler.render()}
      ${this.#rescheduler.isOpen || this.#editor.isOpen ? nothing : this.#now(maintenance, { isOver, isActive })}
      ${this.#thread.render(maintenance)} ${this.#confirmation.render(strings)} ${this.#callOff.render()}
    `;
  }

  /** What can be done now: one thing at a time, so this makes room for a form that is open. */
  #now(maintenance: AdminMaintenance, { isOver, isActive }: { isOver: boolean; isActive: boolean }): TemplateResult {
    return html`${isOver ? html`<p class="card over soft">${this.#lastWord(maintenance)}</p>` : this.#steps(maintenance)}
      ${isActive ? this.#endMover.render(maintenance) : nothing}
      ${!isOver || this.#composer.isWritten ? this.#composer.render(maintenance) : nothing}`;
  }

  #facts(maintenance: AdminMaintenance): TemplateResult {
    const { strings, locale } = this.panel;
    const words = strings.maintenance.one;
    const tone = toneOfMaintenance(maintenance);
    const names = maintenance.components.map((one) => one.name);
    const [from, until] = [Date.parse(maintenance.scheduled_for), Date.parse(maintenance.scheduled_until)];
    const yours = saySpan(from, until, this.time.timeZone, locale);
    const theirs = saySpan(from, until, maintenance.time_zone, locale);
    const isOpen = maintenance.status !== 'completed';
    return html`<p class="facts tone-${tone}">
      <span class="status">${statusIcon(tone, 16)} ${sayStage(maintenance, strings)}</span>
      <span class="when-it-is">${yours}</span>
      ${yours === theirs ? nothing : html`<span>${theirs} (${sayZone(maintenance.time_zone)})</span>`}
      <span>${sayClockOf(maintenance, { strings, ...this.time })}</span>
      ${hasBegunElsewhen(maintenance) ? html`<span>${words.began(sayInstant(maintenance.started_at, this.time))}</span>` : nothing}
      <span>${names.length > 0 ? strings.overview.affects(names) : strings.overview.affectsNothing}</span>
      ${isOpen && !maintenance.scheduled_auto_in_progress ? html`<span>${words.startsByHand}</span>` : nothing}
      ${isOpen && !maintenance.scheduled_auto_completed ? html`<span>${words.endsByHand}</span>` : nothing}
      ${
        maintenance.series
          ? html`<span>
              ${screenLink(this.panel, { screen: 'maintenance-series', id: maintenance.series.id }, words.partOf)}${maintenance.series.is_moved ? `, ${words.moved}` : ''}
            </span>`
          : nothing
      }
    </p>`;
  }

  /** The next step, as buttons: each leads to the message that goes with it. */
  #steps(maintenance: AdminMaintenance): TemplateResult {
    const words = this.panel.strings.maintenance.one;
    const propose = (status: MaintenanceStatus, label: string) =>
      html`<button class="button" type="button" @click=${() => void this.#composer.propose(maintenance, status)}>${label}</button>`;
    const stage = stageOf(maintenance);
    return html`<div class="steps" role="group" aria-label=${words.steps}>
      ${maintenance.status === 'scheduled' ? propose('in_progress', words.startNow) : nothing}
      ${maintenance.status === 'in_progress' ? propose('verifying', words.verify) : nothing}
      ${maintenance.status === 'scheduled' ? nothing : propose('completed', stage === 'under_way' ? words.finishEarly : words.finish)}
      ${
        maintenance.status === 'scheduled'
          ? html`<button class="button" type="button" @click=${() => this.#rescheduler.open(maintenance)}>${words.reschedule}</button>`
          : nothing
      }
      <button class="button danger" type="button" @click=${() => void this.#callOff.ask(maintenance)}>${words.callOff}</button>
    </div>`;
  }

  #lastWord(maintenance: AdminMaintenance): string {
    const words = this.panel.strings.maintenance.one;
    return maintenance.cancelled_at ? words.wasCalledOff(sayInstant(maintenance.cancelled_at, this.time)) : words.over;
  }

  #absent(): TemplateResult {
    const { strings } = this.panel;
    const words = strings.maintenance.one;
    const failure = this.#failure;
    const title = html`<h1 tabindex="-1">${strings.maintenance.title}</h1>`;
    if (!failure) return html`${title}<p class="soft" role="status">${words.loading}</p>`;
    const isGone = failure.status === 404 || failure.code === 'invalid-request';
    return html`${title}
      <div class="card absent" role="alert">
        <p>${isGone ? words.gone : explain(failure, strings)}</p>
        ${
          isGone
            ? screenLink(this.panel, { screen: 'maintenance' }, words.toList, 'button')
            : html`<button class="button" type="button" @click=${() => void this.#load()}>${strings.shell.tryAgain}</button>`
        }
      </div>`;
  }

  async #askToDelete(maintenance: AdminMaintenance): Promise<void> {
    const { panel } = this;
    const words = panel.strings.maintenance.one;
    const isAhead = maintenance.status === 'scheduled';
    this.#uptime.follow(isAhead ? null : { method: 'DELETE', path: `/api/v1/incidents/${maintenance.id}` });
    await this.#confirmation.ask({
      title: words.deleteTitle,
      text: words.deleteText(maintenance.name),
      action: words.deleteAction,
      note: () => this.#uptime.render(),
      run: async (persist) => {
        await panel.api.deleteIncident(maintenance.id, persist);
      },
      done: () => {
        drop(maintenance.id);
        panel.say(words.deleted);
        void panel.data.load();
        panel.go({ screen: 'maintenance' });
      },
    });
  }

  #show(maintenance: AdminMaintenance): void {
    this.#maintenance = maintenance;
    this.panel.data.putMaintenance(maintenance);
    this.requestUpdate();
    void this.panel.data.load();
  }

  async #load(): Promise<void> {
    const id = this.maintenanceId;
    this.#told.look(id);
    try {
      const found = await this.panel.api.getIncident(id);
      if (id !== this.maintenanceId) return;
      this.#failure = null;
      if (isMaintenance(found)) this.#maintenance = found;
      else this.panel.go({ screen: 'incident', id });
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (id !== this.maintenanceId) return;
      this.#failure = error;
      if (error.status === 404) this.#maintenance = null;
    }
    this.requestUpdate();
  }
}

/** It was begun by hand, at another time than planned. */
function hasBegunElsewhen({ status, started_at, scheduled_for, cancelled_at }: AdminMaintenance): boolean {
  if (status === 'scheduled' || cancelled_at) return false;
  return Math.abs(Date.parse(started_at) - Date.parse(scheduled_for)) > 60_000;
}

function isMaintenance(incident: AnyIncident): incident is AdminMaintenance {
  return 'scheduled_for' in incident && incident.scheduled_for !== null;
}
