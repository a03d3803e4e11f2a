import { randomUUID } from 'node:crypto';
import { DomainError } from '@allswell/protocol';
import { jwtVerify, SignJWT } from 'jose';
import type { Actor } from '../http/route.ts';
import { algorithm, type Keyring } from './keyring.ts';

/** How long an access token is good for. */
export const accessTokenSeconds = 600;
const type = 'at+jwt';
const clockToleranceSeconds = 5;

/** Makes the tokens that requests carry, and reads them. */
export interface AccessTokens {
  issue(actor: Actor): Promise<string>;
  /** Who the request is from; refuses with `not-signed-in`. */
  identify(authorization: string | undefined): Promise<Actor>;
}

/** Access tokens after RFC 9068: every claim is required, one algorithm, our own keys only. */
export function createAccessTokens(keyring: Keyring, publicUrl: string): AccessTokens {
  const issuer = publicUrl;
  const audience = `${publicUrl}/api/v1`;

  return {
    async issue({ admin_id, session_id }) {
      const { id, key } = await keyring.signer();
      const now = Math.floor(Date.now() / 1_000);
      return new SignJWT({ sid: session_id })
        .setProtectedHeader({ alg: algorithm, typ: type, kid: id })
        .setIssuer(issuer)
        .setAudience(audience)
        .setSubject(admin_id)
        .setJti(randomUUID())
        .setIssuedAt(now)
        .setNotBefore(now)
        .setExpirationTime(now + accessTokenSeconds)
        .sign(key);
    },

    async identify(authorization) {
      const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(authorization ?? '')?.[1];
      if (!token || token.length > 4_096) throw notSignedIn();
      const { payload } = await jwtVerify(
        token,
        async ({ kid }) => {
          const key = typeof kid === 'string' ? await keyring.verifier(kid) : undefined;
          if (!key) throw notSignedIn();
          return key;
        },
        {
          algorithms: [algorithm],
          typ: type,
          issuer,
          audience,
          clockTolerance: clockToleranceSeconds,
          requiredClaims: ['iss', 'aud', 'sub', 'sid', 'jti', 'iat', 'nbf', 'exp'],
        },
      ).catch((error: unknown) => {
        // The library's own errors all mean a bad token; anything else, such as a lost database, is told as it is.
        if (error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_J'))
          throw notSignedIn(error);
        throw error;
      });
      if (typeof payload.sub !== 'string' || typeof payload.sid !== 'string') throw notSignedIn();
      return { admin_id: payload.sub, session_id: payload.sid };
    },
  };
}

function notSignedIn(cause?: unknown): DomainError {
  return new DomainError('not-signed-in', 'Sign in, and send the access token as "Authorization: Bearer …".', {
    cause,
  });
}
