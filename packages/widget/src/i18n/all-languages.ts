import { ar } from './ar.ts';
import { de } from './de.ts';
import { es } from './es.ts';
import { fr } from './fr.ts';
import { words as metricsAr } from './metrics-ar.ts';
import { words as metricsDe } from './metrics-de.ts';
import { words as metricsEs } from './metrics-es.ts';
import { words as metricsFr } from './metrics-fr.ts';
import { metricsLanguages } from './metrics-words.ts';
import { pageLanguages } from './page-languages.ts';
import { words as timelineAr } from './timeline-ar.ts';
import { words as timelineDe } from './timeline-de.ts';
import { words as timelineEs } from './timeline-es.ts';
import { words as timelineFr } from './timeline-fr.ts';
import { timelineLanguages } from './timeline-words.ts';

// Has every language at hand, for those who cannot wait for one: a server that renders the page.
Object.assign(pageLanguages, { de, fr, es, ar });
Object.assign(metricsLanguages, { de: metricsDe, fr: metricsFr, es: metricsEs, ar: metricsAr });
Object.assign(timelineLanguages, { de: timelineDe, fr: timelineFr, es: timelineEs, ar: timelineAr });
