const pauseMs = 5_000;

/** Tries until it works: what the server sent stays to be read meanwhile. */
export async function patiently<T>(load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch {
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
    return patiently(load);
  }
}
