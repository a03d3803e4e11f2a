/** Works out what a request for news has to carry along, with what a worker has at hand. */
export async function prove(root: string): Promise<{ challenge: string; nonce: string }> {
  const answer = await fetch(`${root}/api/subscriptions/challenge`, { cache: 'no-store', credentials: 'omit' });
  const { challenge, difficulty } = (await answer.json()) as { challenge: string; difficulty: number };
  // The service refuses what comes too soon for a person.
  const notBefore = new Promise((resolve) => setTimeout(resolve, 1_500));
  for (let number = 0; ; number++) {
    const nonce = String(number);
    const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(challenge + nonce));
    // No service asks for more than 32 bits: that would be hours.
    if (Math.clz32(new DataView(hash).getUint32(0)) < difficulty) continue;
    await notBefore;
    return { challenge, nonce };
  }
}
