export * from './alerts.ts';
export * from './answers.ts';
export * from './document.ts';
export * from './metrics.ts';
export * from './signing-in.ts';
export * from './subscribing.ts';
export * from './text.ts';
export * from './writing.ts';
