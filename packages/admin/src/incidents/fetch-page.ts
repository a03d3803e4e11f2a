/**
 * Fetches the element of the page, which is much larger than the banner: when somebody looks at it, or when there is time
 * before. False when it cannot be had.
 */
export async function fetchPage(): Promise<boolean> {
  try {
    await import('@allswell/widget/status-page');
    return true;
  } catch {
    return false;
  }
}
