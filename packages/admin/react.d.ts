// Generated from the sources (npm run reference). JSX types for React 19.
import type { DetailedHTMLProps, HTMLAttributes } from 'react';
import type { AdminNavigateEvent, AdminSignedInEvent, AdminSignedOutEvent, IncidentPublishedEvent, StatusAdmin, UpdatePostedEvent } from './dist/index.js';

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'status-admin': DetailedHTMLProps<HTMLAttributes<StatusAdmin>, StatusAdmin> & {
        'src'?: StatusAdmin['src'];
        'routing'?: StatusAdmin['routing'];
        'route'?: StatusAdmin['route'];
        'locale'?: StatusAdmin['locale'];
        'onadmin-signed-in'?: (event: AdminSignedInEvent) => void;
        'onadmin-signed-out'?: (event: AdminSignedOutEvent) => void;
        'onincident-published'?: (event: IncidentPublishedEvent) => void;
        'onupdate-posted'?: (event: UpdatePostedEvent) => void;
        'onadmin-navigate'?: (event: AdminNavigateEvent) => void;
      };
    }
  }
}
