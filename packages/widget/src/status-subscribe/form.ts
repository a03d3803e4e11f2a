import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import type { SubscribeStrings, Way } from '../i18n/subscribe-strings.ts';
import type { Choice, Mistake } from './choice.ts';
import { hasParts, isSent } from './choice.ts';
import type { Offer, PartGroup } from './offer.ts';
import type { Fetchable } from './where.ts';

/** All that one drawing of the form is made of. */
export interface Form {
  offer: Offer;
  choice: Choice;
  ways: readonly Way[];
  strings: SubscribeStrings;
  /** What has to be mended, once somebody has tried to send it. */
  mistake: Mistake | undefined;
  fetchables: readonly Fetchable[];
  /** How people call the language and the zone of the news, and what else they can choose. */
  language: string;
  zone: string;
  languages: readonly (readonly [tag: string, name: string])[];
  /** Empty until somebody wants to choose. */
  zones: readonly string[];
  wantZones(event: Event): void;
}

/** The ways, one beside the other. */
export function waysField({ ways, choice, strings }: Form): TemplateResult {
  return html`<fieldset class="ways">
    <legend>${strings.how}</legend>
    <div class="pills">
      ${ways.map(
        (way) =>
          html`<label class="pill"
            ><input type="radio" name="way" value=${way} .checked=${way === choice.way} /><span
              >${strings.ways[way]}</span
            ></label
          >`,
      )}
    </div>
  </fieldset>`;
}

/** Where to send the news. */
export function addressField({ choice, strings, mistake }: Form): TemplateResult | typeof nothing {
  const { way } = choice;
  if (!isSent(way) || way === 'web_push') return nothing;
  const isEmail = way === 'email';
  const isWrong = mistake === 'email' || mistake === 'address';
  const hint = strings.hint[way];
  return html`<div class="field">
    <label for="address">${strings.address[way]}</label>
    <input
      id="address"
      class=${isWrong ? 'critical' : nothing}
      part="field"
      name="address"
      dir="ltr"
      type=${isEmail ? 'email' : 'url'}
      autocomplete=${isEmail ? 'email' : 'off'}
      inputmode=${isEmail ? 'email' : 'url'}
      maxlength="2000"
      autocapitalize="off"
      spellcheck="false"
      required
      aria-describedby="address-hint address-error"
      aria-invalid=${isWrong ? 'true' : nothing}
      .value=${choice.address}
    />
    <p class="hint" id="address-hint">${hint}</p>
    ${wrong('address-error', isWrong && strings.wrong[mistake])}
  </div>`;
}

/** How it stands with notifications in this browser: what has to be done first, or that they are on already. */
export function pushField(
  strings: SubscribeStrings,
  mustInstall: boolean,
  end: (() => void) | false,
): TemplateResult | typeof nothing {
  if (mustInstall) return html`<p class="about">${strings.install}</p>`;
  if (!end) return nothing;
  return html`<p class="about">${strings.pushed}</p>
    <button class="quiet" type="button" @click=${end}>${strings.endPush}</button>`;
}

/** Everything, or the parts that are chosen. */
export function whatField(form: Form): TemplateResult | typeof nothing {
  const { offer, choice, strings, mistake } = form;
  if (!hasParts(offer) || choice.scope === 'incident') return nothing;
  const { scope } = choice;
  const isWrong = mistake === 'what';
  const option = (value: 'everything' | 'some', word: string) =>
    html`<label class="row"
      ><input
        type="radio"
        name="scope"
        value=${value}
        aria-describedby="what-error"
        .checked=${scope === value}
      /><span>${word}</span></label
    >`;
  return html`<fieldset class="what">
    <legend>${strings.what}</legend>
    ${option('everything', strings.everything)} ${option('some', strings.some)}
    ${scope === 'some' ? html`<div class=${isLong(offer) ? 'parts many' : 'parts'}>${offer.groups.map((group, index) => partGroup(group, `group-${index}`, form))}</div>` : nothing}
    ${wrong('what-error', isWrong && strings.wrong.what)}
  </fieldset>`;
}

/** Whether there are more parts than a screen or two can show. */
function isLong({ groups }: Offer): boolean {
  return groups.reduce((sum, { members }) => sum + 1 + members.length, 0) > 30;
}

function partGroup({ id, name, members }: PartGroup, labelId: string, { choice, strings }: Form): TemplateResult {
  const { parts } = choice;
  const isWhole = id !== '' && parts.has(id);
  const member = (part: { id: string; name: string }) =>
    html`<label class="row"
      ><input
        type="checkbox"
        name="part"
        value=${part.id}
        .checked=${isWhole || parts.has(part.id)}
        ?disabled=${isWhole}
      /><span><bdi>${part.name}</bdi></span></label
    >`;
  if (!id) return html`<div class="group">${members.map(member)}</div>`;
  return html`<div class="group" role="group" aria-labelledby=${labelId}>
    <label class="row whole"
      ><input type="checkbox" name="part" value=${id} .checked=${isWhole} /><span
        ><b id=${labelId}><bdi>${name}</bdi></b> <small>${strings.wholeGroup}</small></span
      ></label
    >
    <div class="members">${members.map(member)}</div>
  </div>`;
}

/** Incidents, maintenance or both. */
export function kindsField({ choice, strings, mistake }: Form): TemplateResult | typeof nothing {
  if (choice.scope === 'incident') return nothing;
  const isWrong = mistake === 'kinds';
  const kinds = ['incident', 'maintenance'] as const;
  return html`<fieldset class="kinds">
    <legend>${strings.kinds}</legend>
    <div class="beside">
      ${kinds.map(
        (kind) =>
          html`<label class="row"
            ><input
              type="checkbox"
              name="kind"
              value=${kind}
              aria-describedby="kinds-error"
              .checked=${choice.kinds.has(kind)}
            /><span>${strings.kind[kind]}</span></label
          >`,
      )}
    </div>
    ${wrong('kinds-error', isWrong && strings.wrong.kinds)}
  </fieldset>`;
}

/** In which language and zone the news will be: known already, and changed by those who want to. */
export function toldField(form: Form): TemplateResult {
  const { choice, strings, languages, zones } = form;
  const [own = ''] = choice.locale.split('-');
  return html`<details class="told" @toggle=${form.wantZones}>
    <summary>${strings.toldIn(form.language, form.zone)} <span class="change">${strings.change}</span></summary>
    <div class="pair">
      <div class="field">
        <label for="language">${strings.languageLabel}</label>
        <select id="language" name="language">
          ${languages.map(([tag, name]) => html`<option value=${tag} lang=${tag} .selected=${tag === own}>${name}</option>`)}
        </select>
      </div>
      <div class="field">
        <label for="zone">${strings.zoneLabel}</label>
        <select id="zone" name="zone" dir="ltr">
          ${zones.map((zone) => html`<option value=${zone} .selected=${zone === choice.timeZone}>${zone.replaceAll('_', ' ')}</option>`)}
        </select>
      </div>
    </div>
  </details>`;
}

/** Feeds and the calendar: nothing is sent, so nothing has to be known. */
export function fetchField({ choice, fetchables, strings }: Form): TemplateResult {
  const isFeed = choice.way === 'feed';
  return html`<div class="fetch" role="group" aria-label=${strings.ways[choice.way]}>
    <p>${isFeed ? strings.feedText : strings.calendarText}</p>
    <ul class="links">
      ${fetchables.map(
        ({ name, feeds, webcal, ics }) =>
          html`<li>
            <b><bdi>${name || strings.wholePage}</bdi></b>
            <span
              >${
                isFeed
                  ? feeds.map(
                      (feed) =>
                        html`<a href=${feed.href} aria-label="${feed.name}: ${name || strings.wholePage}">${feed.name}</a>`,
                    )
                  : html`<a href=${webcal}>${strings.openCalendar}</a><a href=${ics}>${strings.downloadCalendar}</a>`
              }</span
            >
          </li>`,
      )}
    </ul>
  </div>`;
}

/** Where an error stands. It is there before there is one, so that it is heard when it comes. */
function wrong(id: string, text: string | false): TemplateResult {
  return html`<p class="wrong critical" id=${id}>${text || nothing}</p>`;
}
