import { DomainError } from '@allswell/protocol';

/** Which web pages may use the routes that work with the cookie: the page itself and the configured admin origins. */
export interface OriginCheck {
  /** For routes that the cookie alone opens: the browser has to say where the request is from. */
  require(origin: string | undefined): void;
  /** For routes that set the cookie: a browser's word counts, other programs have none. */
  refuseForeign(origin: string | undefined): void;
}

export function createOriginCheck(publicUrl: string, adminOrigins: readonly string[]): OriginCheck {
  const known = new Set([new URL(publicUrl).origin, ...adminOrigins]);
  const refuse = () =>
    new DomainError(
      'origin-not-allowed',
      `Open the panel at ${publicUrl}/admin, or add this origin to ALLSWELL_ADMIN_ORIGINS.`,
    );
  return {
    require(origin) {
      if (origin === undefined || !known.has(origin)) throw refuse();
    },
    refuseForeign(origin) {
      if (origin !== undefined && !known.has(origin)) throw refuse();
    },
  };
}
