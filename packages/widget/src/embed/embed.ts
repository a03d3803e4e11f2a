import type { Incident, Maintenance, Summary } from '@allswell/protocol';
import { openFeed } from '../source/feed.ts';
import type { Handover } from './stage-two.ts';

// Stage one: asks how things are, and fetches the banner only when there is something to say. Not a byte of Lit.

/** Written in by the build: the file of stage two. */
declare const __BANNER_FILE__: string;

interface StageTwo {
  start(handover: Handover): void;
}

function start(script: HTMLScriptElement): void {
  const { origin, pathname, href } = new URL(script.src);
  const { src = origin, components = '', upcomingHours = '48', live } = script.dataset;
  const wanted = components.split(/[\s,]+/);
  const feed = openFeed(src);
  let isLoading = false;

  const isWanted = ({ components: affected }: Incident | Maintenance) =>
    !components || !affected?.[0] || affected.some(({ id }) => wanted.includes(id));
  const isNear = ({ scheduled_for }: Maintenance) =>
    Date.parse(scheduled_for) < Date.now() + Number(upcomingHours) * 3_600_000;

  const follower = {
    pollMs: 30_000,
    wakeAt: Infinity,
    notify() {
      const { incidents = [], scheduled_maintenances = [] } = (feed.known?.value ?? {}) as Partial<Summary>;
      const isCalled = live !== undefined || document.querySelector('status-banner[src]');
      const hasNews = incidents.some(isWanted) || scheduled_maintenances.some((one) => isWanted(one) && isNear(one));
      if (isLoading || !(isCalled || hasNews)) return;
      isLoading = true;
      // Stage two lies beside this file; where this one has the short address, that is the folder of hashed files.
      import(new URL((pathname === '/embed.js' ? 'assets/' : '') + __BANNER_FILE__, href).href)
        .then((stageTwo: StageTwo) => stageTwo.start({ script, src, feed, openFeed }))
        .then(() => feed.remove(follower))
        .catch(() => (isLoading = false));
    },
  };
  feed.add(follower);
}

const script = document.currentScript as HTMLScriptElement | null;
// Markup that calls itself "currentScript" stands in for this property. Included twice, it works once.
if (script?.tagName === 'SCRIPT' && !document.querySelector('[data-allswell]')) {
  script.dataset.allswell = '';
  start(script);
}
