/** Everything an agent can do, by name and by key: one list feeds the palette, the keys and the page of keys. */
import { untrack } from 'svelte';

export interface Command {
  id: string;
  words: string;
  group: 'request' | 'list' | 'go' | 'here';
  /** A single key as KeyboardEvent.key names it. */
  key?: string;
  run: () => unknown;
}

type Source = () => Command[];
const switchName = 'single-keys';

export class Commands {
  #sources = $state.raw<Source[]>([]);
  /** Single keys can be switched off: dictation and slips of the hand press them by accident. */
  singleKeys = $state(localStorage.getItem(switchName) !== 'off');

  /** What there is to do now, the nearest first. */
  get all(): Command[] {
    return this.#sources.flatMap((source) => source());
  }

  /** To be called while a component starts: offers its commands as long as it is there. */
  offer(source: Source): void {
    $effect(() => {
      untrack(() => (this.#sources = [source, ...this.#sources]));
      return () => (this.#sources = this.#sources.filter((one) => one !== source));
    });
  }

  switchSingleKeys(on: boolean): void {
    this.singleKeys = on;
    localStorage.setItem(switchName, on ? 'on' : 'off');
  }

  /** Runs the command of a pressed key, unless the key belongs to a field or a dialog. */
  press(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (!this.singleKeys || writing(event.target) || document.querySelector('dialog[open]')) return;
    const command = this.all.find(({ key }) => key === event.key);
    if (!command) return;
    event.preventDefault();
    command.run();
  }
}

function writing(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select'));
}

/** The key that goes with Enter and K on this machine. */
export const commandKey = /Mac|iP(hone|ad)/.test(navigator.platform) ? '⌘' : 'Ctrl ';
