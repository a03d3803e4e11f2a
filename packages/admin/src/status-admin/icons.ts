import { html, svg } from 'lit';
import type { TemplateResult } from 'lit';

const paths = {
  overview: svg`<path d="M3 10.5 12 3l9 7.5M5.5 9v11h13V9"/>`,
  incidents: svg`<path d="M12 4 2.8 19.5h18.4zM12 10v4.5M12 17v.1"/>`,
  maintenance: svg`<path d="M4 5.5h16V20H4zM4 10h16M8 3v4M16 3v4M12 13v2.5l1.8 1"/>`,
  history: svg`<path d="M4 4v4.5h4.5M4.4 8.5A8.5 8.5 0 1 1 3.5 13M12 8v4.5l3 1.8"/>`,
  uptime: svg`<path d="M5 20v-8M10 20V8M15 20v-5M20 20V4"/>`,
  templates: svg`<path d="M6 3h9l4 4v14H6zM15 3v4h4M9 12h6M9 16h6"/>`,
  components: svg`<path d="M4 4h7v7H4zM13 13h7v7h-7zM4 15.5h7M13 8.5h7"/>`,
  metrics: svg`<path d="M3.5 20.5h17M4 15.5l5-5.5 4 3.5 7-8.5"/>`,
  alerts: svg`<path d="M18 9.5a6 6 0 0 0-12 0c0 6-2.5 7-2.5 7h17s-2.5-1-2.5-7M10 20a2.2 2.2 0 0 0 4 0"/>`,
  subscribers: svg`<path d="M3.5 6h17v12.5h-17zM4 6.5l8 6.5 8-6.5"/>`,
  admins: svg`<path d="M12 11a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4 21c.6-4 3.8-6.5 8-6.5s7.4 2.5 8 6.5"/>`,
  settings: svg`<path d="M4 7h9M17 7h3M4 17h3M11 17h9M15 4.5v5M9 14.5v5"/>`,
  import: svg`<path d="M12 3v11.5M7.5 10.5 12 15l4.5-4.5M4 16v4.5h16V16"/>`,
  activity: svg`<path d="M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 7v5.5l3.5 2"/>`,
  more: svg`<path d="M5 12h.1M12 12h.1M19 12h.1"/>`,
};

/** The picture of a screen in the bar of a phone. */
export function screenIcon(name: keyof typeof paths): TemplateResult {
  return html`<svg
    width="22"
    height="22"
    viewBox="0 0 24 24"
    fill="none"
    stroke="currentColor"
    stroke-width=${name === 'more' ? 3 : 1.7}
    stroke-linecap="round"
    stroke-linejoin="round"
    aria-hidden="true"
  >
    ${paths[name]}
  </svg>`;
}
