/** Something that did not come over as it was, and what became of it. */
export interface Warning {
  code: string;
  detail: string;
  /** What it is about, such as the name of an incident. */
  subject: string | null;
}

const most = 200;
const mostOfOneKind = 50;

/** Collects warnings: of each kind the first ones, and how many more there were. */
export class Warnings {
  readonly #told: Warning[] = [];
  readonly #counts = new Map<string, number>();

  add(code: string, detail: string, subject: string | null = null): void {
    const count = (this.#counts.get(code) ?? 0) + 1;
    this.#counts.set(code, count);
    const isKnown = this.#told.some((one) => one.code === code && one.detail === detail && one.subject === subject);
    if (isKnown) this.#counts.set(code, count - 1);
    else if (count <= mostOfOneKind && this.#told.length < most)
      this.#told.push({ code, detail, subject: subject === null ? null : subject.slice(0, 200) });
  }

  /** Forgets what was said of these: nothing becomes of them. */
  leaveOut(subjects: ReadonlySet<string>): void {
    for (const [index, { code, subject }] of [...this.#told.entries()].reverse()) {
      if (subject === null || !subjects.has(subject)) continue;
      this.#told.splice(index, 1);
      this.#counts.set(code, (this.#counts.get(code) ?? 1) - 1);
    }
  }

  list(): Warning[] {
    const told = Map.groupBy(this.#told, (one) => one.code);
    const left = [...this.#counts].flatMap(([code, count]) => {
      const more = count - (told.get(code)?.length ?? 0);
      return more > 0 ? [{ code, detail: `${more} more of this kind.`, subject: null }] : [];
    });
    return [...this.#told, ...left];
  }
}
