const idleSeconds = 12 * 3_600;

/** The cookie that carries the refresh token; scripts cannot read it, and it goes to no other site. */
export interface RefreshCookie {
  name: string;
  set(token: string): string;
  clear(): string;
  read(header: string | undefined): string | undefined;
}

/** On https the browser itself guards the name `__Host-`; on http it may not be Secure, or WebKit drops it. */
export function refreshCookie(publicUrl: string): RefreshCookie {
  const isSecure = publicUrl.startsWith('https:');
  const name = isSecure ? '__Host-allswell' : 'allswell_refresh';
  const attributes = `Path=/; HttpOnly; SameSite=Strict${isSecure ? '; Secure' : ''}`;
  return {
    name,
    set: (token) => `${name}=${token}; Max-Age=${idleSeconds}; ${attributes}`,
    clear: () => `${name}=; Max-Age=0; ${attributes}`,
    read(header) {
      for (const part of header?.split(';') ?? []) {
        const [key, value] = part.trim().split('=', 2);
        if (key === name && value && /^[\w-]{20,100}$/.test(value)) return value;
      }
      return undefined;
    },
  };
}
