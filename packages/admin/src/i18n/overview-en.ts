import { sayIn } from './say.ts';

const { list } = sayIn('en');

/** The overview, in English. */
export const overviewEn = {
  overview: {
    title: 'Overview',
    newIncident: 'New incident',
    asReaders: 'What readers see now',
    live: 'Live',
    notLive: 'Asking every 15 seconds',
    openIncidents: 'Open incidents',
    noIncidents: 'No open incidents.',
    components: 'Components',
    nextUpdate: 'Post update',
    lastWord: (when: string) => `Last update ${when}`,
    affects: (names: readonly string[]) => `Affects ${list(names)}`,
    affectsNothing: 'Affects no component',
    guide: {
      title: 'Three steps to a living page',
      components: 'Name what can break',
      componentsText: 'Components are the parts of your product that people know: Web app, Checkout, API.',
      componentsAction: 'Add components',
      publish: 'Publish something',
      publishText: 'Try an incident. You can delete it afterwards; readers then see only that something was deleted.',
      snippet: 'Put this line into your app',
      snippetText: 'While all is well it shows nothing. When something breaks, your users see it where they are.',
      copy: 'Copy the line',
      copied: 'Copied.',
    },
    snippetTitle: 'In your app',
    readersNote: 'Readers see this sentence.',
  },
};
