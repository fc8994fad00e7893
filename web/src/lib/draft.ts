/** Unsent text is never lost: drafts live in the browser until they are sent. */

export interface Kept<T> {
  value: T;
  /** The Idempotency-Key of this draft: sending it twice does it once. */
  key: string;
}

export function readDraft<T>(name: string): Kept<T> | undefined {
  try {
    const text = localStorage.getItem(`draft:${name}`);
    return text ? (JSON.parse(text) as Kept<T>) : undefined;
  } catch {
    return undefined;
  }
}

export function keepDraft<T>(name: string, draft: Kept<T>): void {
  try {
    localStorage.setItem(`draft:${name}`, JSON.stringify(draft));
  } catch {
    // The browser's store is full or closed; the page itself still holds the text.
  }
}

export function dropDraft(name: string): void {
  localStorage.removeItem(`draft:${name}`);
}

export function newKey(): string {
  return crypto.randomUUID?.() ?? `${Date.now()}-${Math.random().toString(36).slice(2)}`;
}
