import type { UptimeDetail } from '@allswell/protocol';
import { css, html, nothing, render } from 'lit';
import { en } from '../i18n/en.ts';
import type { PageStrings } from '../i18n/page-strings.ts';
import { pageWords } from '../i18n/page-words.ts';
import { readJson } from '../source/read-json.ts';
import type { StatusPage } from '../status-page/status-page.ts';
import { statusIcon } from '../templates/status-icon.ts';
import type { Tone } from '../templates/tone.ts';
import { format, sayDuration } from '../time/say.ts';
import { sayPercent } from '../time/say-percent.ts';
import { canonicalLocale, timeLocale } from '../time/locale.ts';

const dayMs = 86_400_000;

const { styleSheet } = css`
  .tip {
    position: fixed;
    inset: auto;
    max-inline-size: min(20rem, calc(100vw - 1rem));
    margin: 0;
    padding: 0.5rem 0.8rem 0.6rem;
    border: 1px solid var(--line);
    border-radius: 10px;
    background: var(--card);
    color: var(--ink);
    font-size: 0.88rem;
    pointer-events: none;
  }
  .tip p {
    display: flex;
    justify-content: space-between;
    gap: 1rem;
  }
  .tip .soft {
    color: var(--soft);
  }
`;

/** What a day was, by its character: what it looks like, and the status whose word it bears. */
const looks: Record<string, [tone: Tone, status: keyof PageStrings['component']]> = {
  '0': ['none', 'operational'],
  m: ['maintenance', 'under_maintenance'],
  1: ['minor', 'degraded_performance'],
  2: ['major', 'partial_outage'],
  3: ['critical', 'major_outage'],
};
const unknown = ['unknown', 'unknown'] as const;

/** How long a day was in which state, the worst first. */
const parts = [
  ['major', 'major_outage'],
  ['partial', 'partial_outage'],
  ['degraded', 'degraded_performance'],
  ['maintenance', 'under_maintenance'],
] as const;

/** The bars that tell of their days. */
const told = new WeakSet<Element>();

/**
 * Has bars tell of single days to who points at them or goes over them by keyboard. What was, for how long and why is read
 * when it is wanted first; the page of the component tells the same, and more, to everybody.
 */
export function showDays(bar: Element, page: StatusPage): void {
  if (told.has(bar) || !(bar instanceof HTMLElement)) return;
  told.add(bar);
  tellOf(bar, page);
}

function tellOf(bar: HTMLElement, page: StatusPage): void {
  const id = bar.dataset.uptime ?? '';
  const root = page.renderRoot as ShadowRoot;
  let detail: Partial<UptimeDetail> | undefined;
  let at = Number.NaN;
  let tip: HTMLElement | undefined;

  const levels = () => (page.document?.uptime[id]?.levels ?? '').slice(-90);
  const hide = () => {
    at = Number.NaN;
    tip?.remove();
    tip = undefined;
  };
  const show = (index: number, isKeyed: boolean) => {
    const { length } = levels();
    if (!length) return;
    at = Math.min(length - 1, Math.max(0, index));
    tip ??= makeTip(root);
    tip.setAttribute('aria-live', isKeyed ? 'polite' : 'off');
    render(sayDay(at, levels(), detail, page), tip);
    place(tip, bar.querySelector('.days'), (at + 0.5) / length);
  };
  const point = (event: PointerEvent) => {
    const box = bar.querySelector('.days')?.getBoundingClientRect();
    if (!box || event.pointerType === 'touch') return;
    show(Math.floor(((event.clientX - box.left) / box.width) * levels().length), false);
  };
  const press = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const { length } = levels();
    const from = Number.isNaN(at) ? length : at;
    const ways: Record<string, number> = {
      ArrowRight: from + 1,
      ArrowLeft: from - 1,
      PageUp: from + 7,
      PageDown: from - 7,
      Home: 0,
      End: length - 1,
    };
    const to = ways[event.key];
    if (event.key === 'Escape') hide();
    if (to === undefined) return;
    event.preventDefault();
    show(to, true);
  };

  bar.addEventListener('pointermove', point);
  bar.addEventListener('pointerleave', hide);
  bar.addEventListener('keydown', press);
  bar.addEventListener('blur', hide);
  addEventListener('scroll', hide, { passive: true });
  void read(page.src, id).then((found) => {
    detail = found;
    if (!Number.isNaN(at)) show(at, false);
  });
}

/** Everything about a component; nothing where it cannot be read: then the bars alone are told. */
async function read(src: string, id: string): Promise<Partial<UptimeDetail> | undefined> {
  const [source = ''] = src.split(/\s+/).filter(Boolean);
  const path = `uptime/${encodeURIComponent(id)}.json`;
  const url = /\.json/.test(source)
    ? source.replace(/summary\.json(?=$|\?)/, path)
    : `${source.replace(/\/*$/, '')}/api/v2/${path}`;
  try {
    return (await readJson(url)).value as Partial<UptimeDetail>;
  } catch {
    return undefined;
  }
}

function makeTip(root: ShadowRoot): HTMLElement {
  if (styleSheet && !root.adoptedStyleSheets.includes(styleSheet)) root.adoptedStyleSheets.push(styleSheet);
  const tip = document.createElement('div');
  tip.className = 'tip';
  tip.popover = 'manual';
  root.querySelector('.page')?.append(tip);
  tip.showPopover();
  return tip;
}

/** Over the day that it tells of, as far as the window goes. */
function place(tip: HTMLElement, days: Element | null, share: number): void {
  const box = days?.getBoundingClientRect();
  if (!box) return;
  const { offsetWidth, offsetHeight } = tip;
  const left = box.left + box.width * share - offsetWidth / 2;
  tip.style.setProperty('left', `${Math.max(8, Math.min(left, innerWidth - offsetWidth - 8))}px`);
  const above = box.top - offsetHeight - 8;
  tip.style.setProperty('top', `${above < 4 ? box.bottom + 8 : above}px`);
}

/** A day in words: which one, what it was, for how long, and the names of what happened. */
function sayDay(at: number, levels: string, detail: Partial<UptimeDetail> | undefined, page: StatusPage) {
  const lang = page.renderRoot.querySelector<HTMLElement>('.page')?.lang || 'en';
  const found = pageWords(lang);
  const strings = { ...(found instanceof Promise ? en : found), ...page.strings };
  const reader = {
    locale: timeLocale(canonicalLocale(page.locale, lang), navigator.languages),
    timeZone: 'UTC',
    now: 0,
  };
  const [tone, status] = looks[levels[at] ?? ''] ?? unknown;
  const today = Date.parse(`${detail?.today ?? ''}T12:00:00Z`);
  const date = new Date(today - (levels.length - 1 - at) * dayMs);
  const day = Array.isArray(detail?.days)
    ? detail.days.find((one) => !Number.isNaN(today) && one.date === date.toISOString().slice(0, 10))
    : undefined;
  const stories = (detail?.stories ?? []).filter(({ id }) => day?.related?.includes(id));
  const said = { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' } as const;
  return html`<p><b>${Number.isNaN(today) ? nothing : format(reader, said).format(date)}</b>${typeof day?.percent === 'number' ? sayPercent(day.percent, reader.locale) : nothing}</p>
    <p class=${tone}><span class="status">${statusIcon(tone)}${strings.component[status]}</span></p>
    ${day ? parts.map(([part, word]) => (day[part] > 0 ? html`<p class="soft"><span>${strings.component[word]}</span><span>${sayDuration(day[part] * 1_000, reader)}</span></p>` : nothing)) : nothing}
    ${stories.map(({ name }) => html`<p><bdi>${name}</bdi></p>`)}`;
}
