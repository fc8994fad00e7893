/** Files on their way to a message: uploaded at once, named by id when the message is sent. */
import { upload, type Attachment } from '$lib/api/client';
import { troubleWords } from '$lib/api/errors';
import { sizeWords } from '$lib/i18n/times.svelte';
import { t } from '$lib/i18n/words.svelte';

export interface Upload {
  key: number;
  name: string;
  size: number;
  /** How much has gone, 0 to 1. */
  part: number;
  done?: Attachment;
  trouble?: string;
}

/** What the server takes; it counts megabytes of 1024 × 1024. */
const megabytesMax = 25;

let lastKey = 0;

export class Attachments {
  uploads = $state<Upload[]>([]);
  #stops = new Map<number, AbortController>();

  constructor(kept: Attachment[] = []) {
    this.put(kept);
  }

  put(kept: Attachment[]): void {
    this.uploads = kept.map((done) => ({ key: ++lastKey, name: done.name, size: done.size, part: 1, done }));
  }

  add(files: Iterable<File>): void {
    for (const file of files) void this.#send(file);
  }

  remove(key: number): void {
    this.#stops.get(key)?.abort();
    this.uploads = this.uploads.filter((one) => one.key !== key);
  }

  get busy(): boolean {
    return this.uploads.some((one) => !one.done && !one.trouble);
  }

  get done(): Attachment[] {
    return this.uploads.flatMap((one) => (one.done ? [one.done] : []));
  }

  get ids(): string[] {
    return this.done.map((one) => one.id);
  }

  async #send(file: File): Promise<void> {
    const key = ++lastKey;
    this.uploads = [...this.uploads, { key, name: file.name, size: file.size, part: 0 }];
    if (file.size > megabytesMax * 1024 * 1024) {
      this.#change(key, { trouble: t('shared.attach.tooLarge', { limit: sizeWords(megabytesMax * 1e6) }) });
      return;
    }
    const stop = new AbortController();
    this.#stops.set(key, stop);
    try {
      const done = await upload(file, (part) => this.#change(key, { part }), stop.signal);
      this.#change(key, { part: 1, done });
    } catch (thrown) {
      if (!stop.signal.aborted) this.#change(key, { trouble: troubleWords(thrown) });
    }
    this.#stops.delete(key);
  }

  #change(key: number, change: Partial<Upload>): void {
    this.uploads = this.uploads.map((one) => (one.key === key ? { ...one, ...change } : one));
  }
}

/** Takes files that are dropped on or pasted into an element. */
export function takesFiles(element: HTMLElement, add: (files: Iterable<File>) => void) {
  const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;
  const over = (event: DragEvent) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    element.classList.add('drop-here');
  };
  const leave = (event: DragEvent) => {
    if (!element.contains(event.relatedTarget as Node | null)) element.classList.remove('drop-here');
  };
  const drop = (event: DragEvent) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    element.classList.remove('drop-here');
    add(event.dataTransfer?.files ?? []);
  };
  const paste = (event: ClipboardEvent) => {
    // Cells of a table and parts of a document come as words together with a picture of them: the words are meant.
    const { files, types } = event.clipboardData ?? {};
    if (!files?.length || types?.includes('text/plain')) return;
    event.preventDefault();
    add(files);
  };
  const stop = new AbortController();
  const { signal } = stop;
  element.addEventListener('dragover', over, { signal });
  element.addEventListener('dragleave', leave, { signal });
  element.addEventListener('drop', drop, { signal });
  element.addEventListener('paste', paste, { signal });
  return { destroy: () => stop.abort() };
}
