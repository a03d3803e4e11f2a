import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import { isolated } from '../templates/isolated.ts';
import { sayDuration, sayMoment } from '../time/say.ts';
import { sayPercent } from '../time/say-percent.ts';
import { causeOf, reasonOf, statusOf, whenOf } from './day.ts';
import type { SeenDetail } from './decode-uptime.ts';
import { ranges } from './decode-uptime.ts';
import type { Formula } from './formula.ts';
import { formulaOf, formulaOfDays } from './formula.ts';
import { sayDate, sayDays, sayExactly, sayRange, sayShare, sayWeight, type UptimeTelling } from './telling.ts';

/** Each percentage with what it is reckoned from. */
export function percentTable(detail: SeenDetail, telling: UptimeTelling): TemplateResult {
  const { strings, days } = telling;
  const rows = ranges.map((range) => ({
    length: range === 'today' ? 1 : Number(range),
    said: sayRange(range, telling),
    formula: formulaOf(detail, range),
  }));
  const chosen = rows.some(({ length }) => length === days) ? null : formulaOfDays(detail, days);
  if (chosen) rows.push({ length: days, said: sayDays(days, telling), formula: chosen });
  rows.sort((one, other) => one.length - other.length);
  return html`<table class="percents">
    <thead>
      <tr>
        <th scope="col">${strings.period}</th>
        <th scope="col">${strings.title}</th>
        <th scope="col">${strings.reckoning}</th>
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        ({ length, said, formula }) =>
          html`<tr class=${length === days ? 'chosen' : nothing}>
            <th scope="row">${said}</th>
            <td class="figure">${sayShare(formula.percent, telling)}</td>
            <td>${reckoning(formula, detail, telling)}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}

function reckoning(formula: Formula, { component }: SeenDetail, telling: UptimeTelling): TemplateResult | string {
  const { strings } = telling;
  if (formula.percent === null) return strings.nothingKnown;
  const said = !component.group ? sayFormula(formula, telling) : sayMean(formula, telling);
  return said ? html`<bdi class="formula" dir="ltr">${said}</bdi>` : strings.mean;
}

/** More than so many numbers in a line are read by nobody. */
const mostSummed = 8;

/** "(99.9841% + 99.9841% + 99.8056%) ÷ 3 = 99.92%, rounded down"; empty where there is nothing to add up. */
function sayMean({ members, percent }: Formula, telling: UptimeTelling): string {
  if (members.length === 0 || members.length > mostSummed) return '';
  const { locale } = telling.reader;
  // Rounded down as everything is, but so far behind the point that the sum comes out.
  const sum = members.map((share) => sayPercent(Math.floor(share * 1e6) / 1e4, locale)).join(' + ');
  return `(${sum}) ÷ ${members.length} = ${sayShare(percent, telling)}${roundedDown(percent, telling)}`;
}

const roundedDown = (percent: number | null, { strings }: UptimeTelling) =>
  percent !== null && percent < 100 ? `${strings.comma}${isolated(strings.roundedDown)}` : '';

/** "100 × (1 − (2 h 10 min × 1 + 40 min × 0.3) ÷ (90 days − 3 h maintenance)) = 99.89%, rounded down". */
export function sayFormula({ terms, known, maintenance, down, percent }: Formula, telling: UptimeTelling): string {
  const { strings } = telling;
  const parts = terms?.map(
    ({ seconds, weight }) => `${isolated(sayExactly(seconds, telling))} × ${sayWeight(weight, telling)}`,
  );
  const sum = parts ? parts.join(' + ') || '0' : isolated(`${sayExactly(down, telling)} ${strings.downtime}`);
  const lost = (parts?.length ?? 0) > 0 || !parts ? `(${sum})` : sum;
  const time = isolated(sayExactly(known, telling));
  const counted =
    maintenance > 0 ? `${time} − ${isolated(`${sayExactly(maintenance, telling)} ${strings.maintenance}`)}` : time;
  return `100 × (1 − ${lost} ÷ (${counted})) = ${sayShare(percent, telling)}${roundedDown(percent, telling)}`;
}

/** The rules: what counts, what is left out, and how much of it counts from when on. */
export function rules({ weights, component }: SeenDetail, telling: UptimeTelling): TemplateResult {
  const { strings, reader } = telling;
  return html`<ul class="rules">
      ${strings.rules.map((rule) => html`<li>${rule}</li>`)}
      ${component.since ? html`<li>${strings.counted(sayDate(component.since, telling))}</li>` : nothing}
    </ul>
    <h4>${strings.weights}</h4>
    <dl class="weights">
      ${weights.map(
        ({ from, shares }) =>
          html`<div>
            <dt>${from === null ? strings.fromBeginning : strings.since(sayMoment(from, reader))}</dt>
            <dd>${shares.map(({ status, weight }) => `${strings.component[status]} ${sayWeight(weight, telling)}`).join(strings.comma)}</dd>
          </div>`,
      )}
    </dl>`;
}

/** Everything that was not plainly operational, as a table. */
export function spanTable(detail: SeenDetail, telling: UptimeTelling): TemplateResult {
  const { strings, reader } = telling;
  return html`<div class="scroll" role="region" tabindex="0" aria-label=${strings.bars(detail.component.name, sayDays(365, telling))}>
    <table>
      <thead>
        <tr>
          <th scope="col">${strings.when}</th>
          <th scope="col">${strings.status}</th>
          <th scope="col">${strings.duration}</th>
          <th scope="col">${strings.weight}</th>
          <th scope="col">${strings.cause}</th>
        </tr>
      </thead>
      <tbody>
        ${detail.spans.map(
          (span) =>
            html`<tr>
              <th scope="row">${whenOf(span, telling)}</th>
              <td>${statusOf(span, telling)}</td>
              <td>${sayDuration(span.endsAt - span.startsAt, reader)}</td>
              <td>${span.isExcluded ? strings.excluded : sayWeight(span.weight, telling)}</td>
              <td>${reasonOf(span, telling)}${causeOf(span, detail, telling)}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}
