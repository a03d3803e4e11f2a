import type { alertedEn } from '../alerted-en.ts';
import { sayIn } from '../say.ts';

const { count } = sayIn('de');

/** What monitoring says on the overview, in German. */
export const alertedDe: typeof alertedEn = {
  alerted: {
    title: 'Vom Monitoring',
    firing: (time) => `Schlägt Alarm seit ${time}`,
    acknowledged: (time) => `Quittiert, schlägt Alarm seit ${time}`,
    over: (time) => `Von selbst vorbei seit ${time}`,
    from: (source) => `von ${source}`,
    someSource: 'einer Quelle, die es nicht mehr gibt',
    fired: (amount) => count(amount, { one: '#-mal ausgelöst', other: '#-mal ausgelöst' }),
    alerts: (amount) => count(amount, { one: '# Alarm', other: '# Alarme' }),
    openThere: (vendor) => `in ${vendor} öffnen`,
    becomes: (component, status) => `${component}: ${status}`,
    further: (count) => (count === 1 ? 'Ein weiterer Alarm wartet' : `${count} weitere Alarme warten`),
    saidThere: (title) => `Der Alarm sagt: ${title}`,
    onlyAdmins: 'Bisher sehen dies nur Admins.',
    publishOf: (name) => `Veröffentlichen: ${name}`,
    editFirst: 'Erst bearbeiten',
    editOf: (name) => `Erst bearbeiten: ${name}`,
    dismiss: 'Verwerfen',
    dismissOf: (name) => `Verwerfen: ${name}`,
    published: (name) => `Veröffentlicht: ${name}`,
    dismissed: 'Verworfen. Es bleibt still, bis es einmal vorbei war.',
    proposal: 'Das Monitoring sagt, es ist vorbei. Jemand hat in dieser Störung geschrieben, darum entscheiden Sie.',
    resolve: 'Für behoben erklären',
    resolveOf: (name) => `Für behoben erklären: ${name}`,
    leaveOpen: 'Offen lassen',
    leaveOpenOf: (name) => `Offen lassen: ${name}`,
    resolved: (name) => `Behoben: ${name}`,
  },
  automatic: {
    posted: 'Automatisch gemeldet',
    monitoring: 'dem Monitoring',
    title: 'Was das Monitoring sagt',
    states: { firing: 'Alarm', acknowledged: 'Quittiert', resolved: 'Vorbei', info: 'Hinweis' },
    since: (when) => `zuerst gesehen ${when}`,
    untouched:
      'Seither hat hier niemand geschrieben. Sagt das Monitoring, dass es vorbei ist, gilt die Störung von selbst als behoben.',
    touched: 'Hier hat jemand geschrieben. Sagt das Monitoring, dass es vorbei ist, werden Sie gefragt.',
    closed: 'Für das Monitoring ist dies vorbei.',
  },
};
