/** Which state of each request this agent has read; kept in this browser. */
import type { RequestRow } from '$lib/api/client';

const rememberedMax = 2000;

export class Seen {
  #name: string;
  #versions = $state.raw<Record<string, number>>({});

  constructor(agent: string) {
    this.#name = `seen:${agent}`;
    this.#versions = this.#stored();
    const follow = (event: StorageEvent) => {
      if (event.key === this.#name) this.#versions = this.#stored();
    };
    $effect(() => {
      addEventListener('storage', follow);
      return () => removeEventListener('storage', follow);
    });
  }

  /** Is there anything new in it? What was done before this agent ever looked is not. */
  unread(row: Pick<RequestRow, 'id' | 'version'>, done = false): boolean {
    return (this.#versions[row.id] ?? (done ? row.version : 0)) < row.version;
  }

  mark(row: Pick<RequestRow, 'id' | 'version'>): void {
    const { [row.id]: before = 0, ...others } = this.#stored();
    if (before >= row.version && !this.unread(row)) return;
    const kept = Object.entries(others).slice(1 - rememberedMax);
    this.#versions = { ...Object.fromEntries(kept), [row.id]: Math.max(before, row.version) };
    try {
      localStorage.setItem(this.#name, JSON.stringify(this.#versions));
    } catch {
      // A full store: the marks last as long as this page.
    }
  }

  #stored(): Record<string, number> {
    try {
      return JSON.parse(localStorage.getItem(this.#name) ?? '{}') as Record<string, number>;
    } catch {
      return {};
    }
  }
}
