// Generated from the sources (npm run reference). JSX types for React 19.
import type { DetailedHTMLProps, HTMLAttributes } from 'react';
import type {  } from './dist/index.js';

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
    }
  }
}
