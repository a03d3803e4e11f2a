import { ar } from './ar.ts';
import { de } from './de.ts';
import { es } from './es.ts';
import { fr } from './fr.ts';
import { pageLanguages } from './page-languages.ts';

// Has every language at hand, for those who cannot wait for one: a server that renders the page.
Object.assign(pageLanguages, { de, fr, es, ar });
