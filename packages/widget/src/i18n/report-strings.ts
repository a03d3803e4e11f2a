/** The words of a monthly report beside those of the page. */
export interface ReportStrings {
  /** Over the name of the month. */
  title: (page: string) => string;
  /** Of which time it tells. */
  period: (from: string, until: string) => string;
  /** In which zone days begin and end. */
  zone: (zone: string) => string;
  /** Of a month that goes on. */
  running: string;
  numbers: string;
  average: string;
  incidents: string;
  maintenances: string;
  /** How long half of the incidents took at most. */
  median: string;
  longest: string;
  /** In the place of a number where there is none. */
  none: string;
  components: string;
  component: string;
  days: string;
  uptime: string;
  downtime: string;
  /** Of a component that was always up. */
  noDowntime: string;
  /** Of a component of which nothing is known in the month. */
  unknown: string;
  /** From which day on a component counts. */
  since: (day: string) => string;
  /** What its bars say, for those who do not see them: on how many days something was. */
  troubled: (days: number) => string;
  story: Record<'incident' | 'maintenance', string>;
  noIncidents: string;
  noMaintenance: string;
  ongoing: string;
  /** Of what began in an earlier month: how much of it lies in this one. */
  ofThese: (duration: string) => string;
  countsAsDowntime: string;
  /** How things are counted. */
  counted: string;
  weight: (status: string, share: string) => string;
  /** From when on these weights held. */
  weightsFrom: (when: string) => string;
  rules: string;
  /** The ways to other months. */
  months: string;
  history: string;
}
