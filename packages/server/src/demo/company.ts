// Larkspur: an imaginary company that practices, salons and studios take bookings with.

/** What the page says of itself. Larkspur answers in the languages that the page speaks. */
export const settings = {
  name: 'Larkspur',
  url: 'https://larkspur.example',
  support_url: 'https://larkspur.example/help',
  languages: ['en', 'de', 'fr', 'es', 'ar'],
  default_language: 'en',
};

export interface DemoComponent {
  name: string;
  description: string;
  /** There for fewer days than the page. */
  daysOld?: number;
}

/** Larkspur has had this page for longer than it shows. */
export const daysOnline = 120;

/** What customers use, in the order of the page. */
export const components = {
  signIn: { name: 'Sign-in', description: 'For your team, and for clients with an account.' },
  pages: { name: 'Booking pages', description: 'Where your clients choose a time.' },
  button: { name: 'Booking button', description: 'On your own website.' },
  apps: { name: 'Mobile apps', description: 'For iPhone and Android.' },
  calendar: { name: 'Calendar', description: 'Days, weeks and rooms.' },
  sync: { name: 'Calendar sync', description: 'Google, Outlook and iCloud, both ways.' },
  reports: { name: 'Reports', description: 'Occupancy, turnover and exports.' },
  email: { name: 'Email', description: 'Confirmations, and reminders the day before.' },
  sms: { name: 'Text messages', description: 'Reminders an hour before.' },
  cards: { name: 'Card payments', description: 'Deposits and cancellation fees.' },
  payouts: { name: 'Payouts', description: 'To your bank account, on working days.', daysOld: 58 },
  api: { name: 'API and webhooks', description: 'For your own integrations.' },
} as const satisfies Record<string, DemoComponent>;

/** A component, as the stories name it. */
export type Part = keyof typeof components;

/** The page from top to bottom: single components, and groups of them. */
export const layout: readonly (Part | { name: string; description: string; members: readonly Part[] })[] = [
  'signIn',
  { name: 'Booking', description: 'What your clients see.', members: ['pages', 'button', 'apps'] },
  { name: 'Your day', description: 'What you and your team work with.', members: ['calendar', 'sync', 'reports'] },
  { name: 'Messages', description: 'What we send in your name.', members: ['email', 'sms'] },
  { name: 'Payments', description: 'What your clients pay, and what you receive.', members: ['cards', 'payouts'] },
  'api',
];
