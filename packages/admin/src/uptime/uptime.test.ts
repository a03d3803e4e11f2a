import { expect } from 'chai';
import type { FakeServer } from '../testing/fake-server.ts';
import { fillFernhill } from '../testing/fernhill.ts';
import { mount, unmount } from '../testing/mount.ts';
import {
  choose,
  click,
  field,
  focused,
  follow,
  heading,
  hears,
  link,
  sees,
  seesNot,
  shown,
  type,
  until,
} from '../testing/see.ts';
import { daysAfter, spanOfDay, todayIn } from './days.ts';

const hour = 3_600_000;
const partNamed = (server: FakeServer, name: string) => {
  const found = server.components.find((one) => one.name === name);
  if (!found) throw new Error(`There is no ${name}.`);
  return found;
};
/** Ten days ago Checkout was down for two hours at noon, and slow before that. */
const prepare = (server: FakeServer) => {
  fillFernhill(server, { isCalm: true });
  const { id } = partNamed(server, 'Checkout');
  const incident = server.addIncident('Nobody could pay', { status: 'resolved' });
  const startsAt = server.up.at(10);
  server.up.publish(id, {
    status: 'major_outage',
    startsAt,
    endsAt: startsAt + 2 * hour,
    incidentId: incident.id,
  });
  server.up.publish(id, { status: 'degraded_performance', startsAt: startsAt - hour, endsAt: startsAt });
};
const mountAt = (hash: string, before: (server: FakeServer) => void = prepare) => mount({ prepare: before, hash });
const openCheckout = async () => {
  const mounted = mountAt('#/uptime');
  await follow('Checkout');
  await until(() => slider(), 'the days');
  return mounted;
};
const row = (name: string) =>
  [...shown()].find((one) => one.matches('.one') && one.querySelector('a')?.textContent?.trim() === name);
const slider = () => [...shown()].find((one) => one.matches('[role="slider"]'));
const press = async (key: string) => {
  const walker = await until(slider, 'the days');
  walker.focus();
  walker.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true }));
};
const openDay = () => [...shown()].find((one) => one.matches('[data-day]'))?.dataset['day'];
const difference = () => [...shown()].find((one) => one.matches('[data-difference]'))?.textContent ?? '';
const says = (text: string | RegExp) =>
  until(
    () => (typeof text === 'string' ? difference().replaceAll(/\s+/g, ' ').includes(text) : text.test(difference())),
    `a difference that says ${text}`,
  );
const zone = 'Europe/Berlin';

describe('how much everything was up', () => {
  afterEach(unmount);

  it('is listed with ninety days and a percentage, groups above their members', async () => {
    mountAt('#/uptime');
    const rows = await until(() => {
      const found = [...shown()].filter((one) => one.matches('.one'));
      return found.length > 0 && found;
    });
    expect(rows.map((one) => one.querySelector('a')?.textContent?.trim())).to.deep.equal([
      ...['Core', 'Web app', 'Checkout', 'Search', 'Developer platform', 'Payments API', 'Webhooks', 'Sandbox'],
    ]);
    const row = rows[2];
    expect(row?.querySelector('[role="img"]')?.getAttribute('aria-label')).to.equal('Trouble on 1 day of 90');
    expect(row?.querySelector('.percent')?.textContent).to.match(/^99\.9\d%$/);
    expect(rows[1]?.querySelector('.percent')?.textContent).to.equal('100%');
    const widths = [...(row?.querySelectorAll('path') ?? [])].map((one) => one.getAttribute('class'));
    expect(widths, 'one path for each state').to.have.members(['level-0', 'level-3']);
  });

  it('says what to do while there is nothing to list, and when it cannot be read', async () => {
    const { server } = mountAt('#/uptime', (one) => fillFernhill(one, { isEmpty: true }));
    await sees('There are no components yet.');
    unmount();
    mountAt('#/uptime', (one) => {
      fillFernhill(one);
      one.up.document = () => {
        throw new TypeError('Failed to fetch');
      };
    });
    await click('Try again');
    expect(server).to.not.equal(null);
  });

  it('shows at once what somebody else has changed', async () => {
    const { server } = mountAt('#/uptime');
    await until(() => row('Search')?.textContent?.includes('100%'), 'the percentage before');
    const { id } = partNamed(server, 'Search');
    server.up.publish(id, { status: 'major_outage', startsAt: server.up.at(3), endsAt: server.up.at(3) + 9 * hour });
    server.announce();
    // How much of today is over decides the last digit.
    await until(() => /99\.5\d%/.test(row('Search')?.textContent ?? ''), 'the new percentage');
  });
});

describe('the days of a component', () => {
  afterEach(unmount);

  it('open with the newest on which something was, and say what it was, what it weighs and what caused it', async () => {
    const { server } = await openCheckout();
    expect(openDay()).to.equal(todayIn(zone, server.up.at(10)));
    await sees('Major outage');
    await sees('100% of it is downtime');
    await sees('2 hours');
    await sees('Set by hand');
    await follow('Nobody could pay');
    await heading('Nobody could pay');
  });

  it('are walked by keyboard: a day, a week, to both ends', async () => {
    await openCheckout();
    const today = todayIn(zone);
    await press('End');
    expect(openDay()).to.equal(today);
    await sees('All was well.');
    await press('ArrowLeft');
    expect(openDay()).to.equal(daysAfter(today, -1));
    await press('PageDown');
    expect(openDay()).to.equal(daysAfter(today, -8));
    await press('ArrowRight');
    expect(openDay()).to.equal(daysAfter(today, -7));
    await press('Home');
    expect(openDay()).to.equal(daysAfter(today, -89));
    await press('ArrowLeft');
    expect(openDay()).to.equal(daysAfter(today, -89));
    expect(slider()?.getAttribute('aria-valuetext')).to.include('Operational, 100%');
    expect(focused()?.getAttribute('role')).to.equal('slider');
  });

  it('are as many as somebody wants, and reach back to a day that is asked for', async () => {
    await openCheckout();
    (await field('30')).click();
    await until(() => slider()?.getAttribute('aria-valuemax') === '30', 'thirty days');
    const longAgo = daysAfter(todayIn(zone), -200);
    await type('Day', longAgo);
    await until(() => slider()?.getAttribute('aria-valuemax') === '365', 'a year');
    await until(() => openDay() === longAgo, 'the day that was asked for');
  });

  it('of a group lead to its members on the same day', async () => {
    const { server } = mountAt('#/uptime');
    await follow('Core');
    await sees('A group is up as much as its members on average.');
    const day = openDay();
    await follow('Checkout');
    await until(() => openDay() === day && words('Major outage'), 'the day of the member');
    expect(server.count('GET', /^\/api\/v1\/uptime\?component=group/)).to.equal(1);
  });

  it('of another component are chosen in place', async () => {
    await openCheckout();
    await choose('Component', '\u2003Search'.trim());
    await heading('Search');
    await sees('All was well.');
  });

  it('are not there for what does not exist', async () => {
    mountAt('#/uptime/nothing00000');
    await sees('This component does not exist, or it was archived.');
    await follow('All components');
    await heading('Uptime');
  });
});

describe('reclassifying', () => {
  afterEach(unmount);

  const begin = async () => {
    const mounted = await openCheckout();
    await click(/^Reclassify “Major outage”/);
    await until(() => focused()?.id === 'reclassify-title', 'the focus on the form');
    return mounted;
  };

  it('shows what becomes of the numbers before it is saved, and readers see it, and why', async () => {
    const { server } = await begin();
    (await field(/^False alarm/)).click();
    await says(/Checkout: last 90 days: 99\.9\d% → 100%; 1 day changes/);
    expect(server.up.corrections).to.deep.equal([]);
    await type('Reason', 'The probe was broken.');
    await click('Save');
    await hears('Saved. Readers see it, and why.');
    const [made] = server.up.corrections;
    expect(made).to.deep.include({ counts_as: 'operational', reason: 'The probe was broken.' });
    // The fields know minutes; what nobody touched keeps its seconds.
    expect(Date.parse(made?.starts_at ?? '')).to.equal(server.up.at(10));
    await sees('counts as: False alarm');
    await sees('The probe was broken.');
    await sees('maya@fernhill.example');
    await until(() => focused()?.id === 'day-title', 'the focus on the day');
  });

  it('takes a part of a time', async () => {
    const { server } = await begin();
    (await field(/^Degraded performance/)).click();
    const [day] = [todayIn(zone, server.up.at(10))];
    await type('From', `${day}T12:30`);
    await type('To', `${day}T13:00`);
    await says('1 day changes');
    await type('Reason', 'It was only slow.');
    await click('Save');
    await hears('Saved.');
    const { from } = spanOfDay(day, zone);
    expect(Date.parse(server.up.corrections[0]?.starts_at ?? '')).to.equal(from + 12.5 * hour);
    expect(Date.parse(server.up.corrections[0]?.ends_at ?? '')).to.equal(from + 13 * hour);
  });

  it('counts a time down that nobody published', async () => {
    const { server } = await openCheckout();
    await press('End');
    await press('ArrowLeft');
    await click('Reclassify a time of this day');
    (await field(/^Partial outage/)).click();
    await says(/Checkout: last 90 days/);
    await type('Reason', 'Nobody noticed then.');
    await click('Save');
    await hears('Saved.');
    const yesterday = spanOfDay(daysAfter(todayIn(zone), -1), zone);
    expect(Date.parse(server.up.corrections[0]?.starts_at ?? '')).to.equal(yesterday.from);
    expect(Date.parse(server.up.corrections[0]?.ends_at ?? '')).to.equal(yesterday.until);
    await sees('30% of it is downtime');
  });

  it('says at each field what is missing, and sends nothing', async () => {
    const { server } = await begin();
    await type('To', '2026-01-01T00:00');
    await click('Save');
    await sees('3 things have to be put right.');
    await sees('The end lies before the beginning.');
    expect((await field('Reason')).getAttribute('aria-invalid')).to.equal('true');
    expect(server.count('POST', '/api/v1/uptime/corrections')).to.equal(0);
  });

  it('shows beside its field what the server refuses', async () => {
    const { server } = await begin();
    (await field(/^False alarm/)).click();
    await type('Reason', 'Why not.');
    const component = partNamed(server, 'Checkout');
    component.start_date = daysAfter(todayIn(zone), -5);
    await click('Save');
    await sees('Checkout begins later.');
    expect((await field('From')).getAttribute('aria-invalid')).to.equal('true');
  });

  it('is saved all the same when the difference cannot be said', async () => {
    const { server } = await begin();
    server.fail('database', 9, 'uptime/preview');
    (await field(/^False alarm/)).click();
    await says('What becomes of uptime cannot be said just now; you can save all the same.');
    await type('Reason', 'The probe was broken.');
    await click('Save');
    await hears('Saved.');
    expect(server.up.corrections).to.have.length(1);
  });

  it('is made once, however often its answer is lost', async () => {
    const { server } = await begin();
    (await field(/^False alarm/)).click();
    await type('Reason', 'The probe was broken.');
    await says('1 day changes');
    server.fail('lost-answer', 2, 'POST');
    await click('Save');
    await hears('Saved.');
    expect(server.up.corrections).to.have.length(1);
  });

  it('is taken back after a question that shows the difference, and stays on record', async () => {
    const { server } = mountAt('#/uptime', (one) => {
      prepare(one);
      const at = one.up.at(10);
      const times = { starts_at: new Date(at).toISOString(), ends_at: new Date(at + 2 * hour).toISOString() };
      one.up.correct(partNamed(one, 'Checkout').id, times);
    });
    await follow('Checkout');
    await click(/^Take back the correction of/);
    await says(/last 90 days: 100% → 99\.9\d%/);
    const dialog = [...shown()].find((one) => one.matches('dialog'));
    [...(dialog?.querySelectorAll('button') ?? [])].find((one) => one.textContent?.trim() === 'Take back')?.click();
    await hears('The correction is taken back.');
    await sees('Taken back by maya@fernhill.example');
    expect(server.up.corrections[0]?.revoked_at).to.be.a('string');
  });

  it('asks which one is meant where the clocks show a time twice', async () => {
    await begin();
    // The last Sunday of October in Berlin.
    await type('From', '2025-10-26T02:30');
    await sees('The first: 02:30');
    await click('Cancel');
    await until(() => focused()?.dataset['reclassifyFrom'], 'the focus back on its button');
  });
});

describe('the rules of uptime', () => {
  afterEach(unmount);

  it('tell what holds, and take other weights from now on', async () => {
    const { server } = mountAt('#/uptime/rules');
    await sees('Partial outage 30%');
    await sees('from the beginning');
    await click('Change');
    await type('Degraded performance, in %', '12.5');
    expect(difference()).to.equal('');
    await click('Save');
    await hears('The new weights are in force.');
    await sees('Degraded performance 12.5%');
    expect(server.up.weights).to.have.length(2);
    expect(server.up.weights[1]).to.deep.include({ degraded_performance: 0.125, partial_outage: 0.3 });
    await until(() => focused()?.hasAttribute('data-new-weights'), 'the focus back');
  });

  it('warn before the past is changed, and show how', async () => {
    const { server } = mountAt('#/uptime/rules');
    await click('Change');
    await type('Degraded performance, in %', '50');
    (await field('From an instant in the past')).click();
    await sees('This changes the past');
    await type('From', `${daysAfter(todayIn(zone), -30)}T00:00`);
    await says(/Checkout: last 90 days: 99\.\d\d% → 99\.\d\d%; 1 day changes/);
    await click('Save');
    await hears('The new weights are in force.');
    const [, added] = server.up.weights;
    expect(Date.parse(added?.effective_from ?? '')).to.equal(spanOfDay(daysAfter(todayIn(zone), -30), zone).from);
  });

  it('refuse what is no percentage, and what the server refuses stands at its field', async () => {
    const { server } = mountAt('#/uptime/rules');
    await click('Change');
    await type('Major outage, in %', '101');
    await click('Save');
    await sees('Write a percentage from 0 to 100');
    expect(server.count('POST', '/api/v1/uptime/weights')).to.equal(0);
    await type('Major outage, in %', '100');
    (await field('From an instant in the past')).click();
    await type('From', `${daysAfter(todayIn(zone), 3)}T00:00`);
    await click('Save');
    await sees('Weights cannot begin in the future.');
    expect((await field('From')).getAttribute('aria-invalid')).to.equal('true');
  });

  it('let a version go, with the difference, but never the first', async () => {
    const { server } = mountAt('#/uptime/rules', (one) => {
      prepare(one);
      one.up.weights.push({
        ...{ id: 'weighsomuch0', major_outage: 1, partial_outage: 1, degraded_performance: 1 },
        ...{ effective_from: new Date(one.up.at(60)).toISOString(), created_at: new Date().toISOString() },
        created_by: 'maya@fernhill.example',
      });
    });
    await click(/^Remove the weights from/);
    await says(/Checkout: last 90 days/);
    await click('Remove weights');
    await hears('The weights are removed.');
    expect(server.up.weights.map((one) => one.id)).to.deep.equal(['statuspage00']);
    await seesNot('Remove');
  });

  it('let a component begin on a day, and refuse one after its first outage', async () => {
    const { server } = mountAt('#/uptime/rules');
    await click('Edit: When does Checkout begin?');
    await type('Checkout counts from', daysAfter(todayIn(zone), -5));
    await says(/This will be refused: Checkout was out already on/);
    await click('Save');
    await sees('One thing has to be put right.');
    await sees('Choose that day or one before it.');
    expect((await field('Checkout counts from')).getAttribute('aria-invalid')).to.equal('true');
    const day = daysAfter(todayIn(zone), -50);
    await type('Checkout counts from', day);
    await says(/Checkout: last 90 days/);
    await click('Save');
    await hears('The beginning of Checkout is saved.');
    expect(partNamed(server, 'Checkout').start_date).to.equal(day);
    await until(() => focused()?.getAttribute('aria-label') === 'Edit: When does Checkout begin?', 'the focus back');
  });
});

describe('exporting', () => {
  afterEach(unmount);

  it('asks for what was chosen, of its days, and hands out a file', async () => {
    const { server } = mountAt('#/uptime/export');
    const saved: string[] = [];
    const clickOf = HTMLAnchorElement.prototype.click;
    HTMLAnchorElement.prototype.click = function () {
      if (this.download) saved.push(this.download);
      else clickOf.call(this);
    };
    try {
      (await field(/^Times of trouble/)).click();
      await type('From', '2026-01-01');
      await type('Up to and with', '2026-01-31');
      await click('Save as CSV');
      await until(() => saved[0] === 'spans-2026-01-01-2026-01-31.csv', 'the file');
      (await field(/^Percentages/)).click();
      await click('Save as JSON');
      await until(() => saved[1] === 'percentages-2026-01-01-2026-01-31.json', 'the other file');
    } finally {
      HTMLAnchorElement.prototype.click = clickOf;
    }
    const from = 'from=2026-01-01&to=2026-01-31';
    expect(server.count('GET', `/api/v1/uptime/export?what=spans&format=csv&${from}`)).to.equal(1);
    expect(server.count('GET', `/api/v1/uptime?format=json&${from}`)).to.equal(1);
  });

  it('refuses days in the wrong order, and leads to the monthly reports', async () => {
    const { server } = mountAt('#/uptime/export');
    await type('From', '2026-02-01');
    await type('Up to and with', '2026-01-31');
    await click('Save as JSON');
    await sees('The end lies before the beginning.');
    expect(server.count('GET', /export/)).to.equal(0);
    const month = todayIn(zone).slice(0, 7);
    expect((await link(/^Report of/)).getAttribute('href')).to.match(new RegExp(`/reports/${month}$`));
  });
});

function words(text: string): boolean {
  return [...shown()].some((one) => one.textContent?.includes(text));
}
