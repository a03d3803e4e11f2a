import type { TemplateResult } from 'lit';
import { html, nothing, svg } from 'lit';
import { statusIcon } from '../templates/status-icon.ts';
import type { Tone } from '../templates/tone.ts';
import { toneOfComponent } from '../templates/tone.ts';
import type { Tick } from './axis.ts';
import { sayDay, ticksOf } from './axis.ts';
import type { Bar, Lane, Part } from './lanes.ts';
import { nameOf, sayBar, statusesOf, type TimelineTelling, toneOfBar, whenOf, worstTone } from './telling.ts';
import type { TimeWindow } from './window.ts';

/** How high a state is drawn, of the 30 pixels of a lane: the height tells what the colour tells. */
const heights: Record<Tone, number> = { none: 7, maintenance: 14, minor: 11, major: 18, critical: 24, unknown: 14 };
const foot = 26;
/** What a lane is stretched from: fine enough for a minute of a year. */
const units = 100_000;
/** What takes less of the width than this is drawn wider than it was. */
const leastShare = 0.01;

/** Components by time: a line each, with bars for what was not as usual. It stretches; its words do not. */
export function picture(lanes: readonly Lane[], telling: TimelineTelling): TemplateResult {
  const { window, reader, strings } = telling;
  const ticks = ticksOf(window, reader);
  return html`<div class="card picture">
    <svg width="0" height="0" aria-hidden="true">
      <pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <path class="stripe" d="M0 0v6"></path>
      </pattern>
    </svg>
    <div class="axis" aria-hidden="true">
      <svg class="plot">${ticks.map((tick) => word(tick, window))}${nowWord(telling)}</svg>
    </div>
    <ul>
      ${lanes.map((lane) =>
        lane.kind === 'group'
          ? html`<li class="group"><bdi>${lane.name}</bdi></li>`
          : html`<li class=${lane.isMember ? 'lane member' : 'lane'} data-component-id=${lane.id || nothing}>
              <p class="name">
                <bdi>${lane.kind === 'page' ? strings.wholePage : lane.name}</bdi>
                ${
                  lane.since !== null && lane.since > window.from
                    ? html`<span>${strings.knownSince(sayDay(lane.since, reader))}</span>`
                    : nothing
                }
                ${lane.bars.length === 0 ? html`<span class="visually-hidden">${strings.quiet}</span>` : nothing}
              </p>
              ${drawLane(lane, ticks, telling)}
            </li>`,
      )}
    </ul>
  </div>`;
}

function drawLane(lane: Lane, ticks: readonly Tick[], telling: TimelineTelling): TemplateResult {
  const { window, reader, knownUntil } = telling;
  const at = (instant: number) => Math.round(share(instant, window) * units);
  const known = [Math.max(0, at(lane.since ?? Number.NEGATIVE_INFINITY)), at(knownUntil)] as const;
  const isKnown = lane.kind === 'page' || lane.since !== null;
  return html`<svg class="plot line">
    <svg viewBox="0 0 ${units} 1" preserveAspectRatio="none" aria-hidden="true">
      <path class="grid" d=${ticks.map((tick) => `M${at(tick.at)} 0v1`).join('')}></path>
      <path class="ahead" d=${at(reader.now) < units ? `M${at(reader.now)} 0H${units}V1H${at(reader.now)}z` : nothing}></path>
    </svg>
    <svg y=${foot} height="2" viewBox="0 0 ${units} 2" preserveAspectRatio="none" aria-hidden="true">
      <path class="well none" d=${isKnown && known[1] > known[0] ? `M${known[0]} 1H${known[1]}` : nothing}></path>
    </svg>
    ${lane.bars.map((bar) => drawBar(bar, telling))}
    <svg viewBox="0 0 ${units} 1" preserveAspectRatio="none" aria-hidden="true">
      <path class="now" d=${isNowShown(telling) ? `M${at(reader.now)} 0v1` : nothing}></path>
    </svg>
  </svg>`;
}

function drawBar(bar: Bar, telling: TimelineTelling): TemplateResult {
  const { window } = telling;
  const parts = bar.parts.filter(({ from, until }) => from < window.until && until >= window.from);
  const first = Math.min(...parts.map(({ from }) => share(from, window)));
  const last = Math.max(...parts.map(({ until }) => share(until, window)));
  return svg`<a class="bar" href=${telling.hrefOf(bar) ?? nothing} role="link" tabindex="0" data-bar=${bar.key} aria-label=${sayBar(bar, telling)}>
    <rect class="hit" x=${percent(first)} y="1" width=${percent(last - first)} height="28"></rect>
    ${last - first < leastShare ? drawBrief(parts, (first + last) / 2) : parts.map((part) => drawPart(part, window))}
  </a>`;
}

function drawPart({ status, from, until, isPlanned }: Part, window: TimeWindow): TemplateResult {
  const [begin, end] = [share(from, window), share(until, window)];
  const tone = toneOfComponent(status);
  const height = heights[tone];
  return svg`<rect class=${looksOf(tone, isPlanned)} x=${percent(begin)} y=${foot - height} width=${percent(end - begin)} height=${height} rx="2"></rect>`;
}

/** What was too short to be seen is drawn as wide as can be, in its worst state. */
function drawBrief(parts: readonly Part[], place: number): TemplateResult {
  const tone = worstTone(parts);
  const height = heights[tone];
  const isPlanned = parts.every((part) => part.isPlanned);
  return svg`<svg class="brief" x=${percent(place)}><rect class=${looksOf(tone, isPlanned)} x="-2.5" y=${foot - height} width="5" height=${height} rx="2"></rect></svg>`;
}

const looksOf = (tone: Tone, isPlanned: boolean) =>
  `part ${tone} ${isPlanned ? 'planned' : tone === 'none' ? 'mild' : ''}`;

/** Where an instant lies in what is shown: 0 is where that begins, 1 where it ends. */
function share(instant: number, { from, until }: TimeWindow): number {
  return Math.min(1, Math.max(0, (instant - from) / (until - from)));
}

const percent = (of: number) => `${Math.round(of * 1e5) / 1e3}%`;

function isNowShown({ window, reader }: TimelineTelling): boolean {
  return reader.now >= window.from && reader.now < window.until;
}

function word({ at, said, isSpare }: Tick, window: TimeWindow): TemplateResult | typeof nothing {
  const place = share(at, window);
  // What begins shortly before the end has no room for its word.
  if (!said || place > 0.92) return nothing;
  return svg`<text class=${isSpare || place > 0.85 ? 'spare' : ''} x=${percent(place)} y="1.2em">${said}</text>`;
}

function nowWord(telling: TimelineTelling): TemplateResult | typeof nothing {
  if (!isNowShown(telling)) return nothing;
  const { window, reader, strings } = telling;
  const place = share(reader.now, window);
  return svg`<text class=${place > 0.9 ? 'now late' : 'now'} x=${percent(place)} y="2.5em">${strings.now}</text>`;
}

/** What the bar that is looked at says, for those who see it: who hears it has heard it by its name. */
export function reading(bar: Bar | undefined, telling: TimelineTelling): TemplateResult {
  const { strings } = telling;
  if (!bar) return html`<p class="reading hint" aria-hidden="true">${strings.hint}</p>`;
  const tone = toneOfBar(bar);
  return html`<p class="reading" aria-hidden="true">
    <span class="what ${tone}">${statusIcon(tone)}<b>${nameOf(bar, telling)}</b></span>
    <span>${statusesOf(bar, telling)}</span>
    ${whenOf(bar, telling).map((said) => html`<span>${said}</span>`)}
    ${bar.stories.some(({ countsAsDowntime }) => countsAsDowntime) ? html`<span>${strings.countsAsDowntime}</span>` : nothing}
  </p>`;
}

const legendParts = [
  ['degraded_performance', 'minor', ''],
  ['partial_outage', 'major', ''],
  ['major_outage', 'critical', ''],
  ['under_maintenance', 'maintenance', ''],
  ['planned', 'maintenance', 'planned'],
] as const;

/** What each drawing of a bar stands for. */
export function legend({ strings }: TimelineTelling): TemplateResult {
  return html`<ul class="legend" aria-hidden="true">
    ${legendParts.map(([word, tone, kind]) => {
      const height = heights[tone];
      return html`<li>
        <svg width="18" height="26" viewBox="0 0 18 26">
          <rect class="part ${tone} ${kind}" x="1" y=${25 - height} width="16" height=${height} rx="2"></rect>
        </svg>
        ${word === 'planned' ? strings.planned : strings.component[word]}
      </li>`;
    })}
  </ul>`;
}
