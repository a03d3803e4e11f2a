// The support for taking server-rendered markup over must be there before any element is defined.
import '@lit-labs/ssr-client/lit-element-hydrate-support.js';
import './define.ts';
