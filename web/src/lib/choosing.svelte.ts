/** Choosing from a list under a box by arrow keys and Enter: the box keeps the focus, the choice is marked. What an input method is told stays its own. */
import { tick } from 'svelte';

export class Choosing {
  /** The place of the choice; -1: none yet. */
  at = $state(-1);
  /** The list, whose children are the choices. */
  list = $state<HTMLElement>();
  readonly #count: () => number;
  readonly #take: (at: number) => void;
  readonly #start: -1 | 0;

  /** `start`: -1 where nothing is chosen until an arrow key is pressed (or Enter, which then marks the first), 0 where something always is. */
  constructor(count: () => number, take: (at: number) => void, start: -1 | 0 = -1) {
    this.#count = count;
    this.#take = take;
    this.#start = start;
    this.at = start;
  }

  /** After other choices came. */
  restart(at: number = this.#start) {
    this.#go(Math.max(at, this.#start));
  }

  readonly onkeydown = (event: KeyboardEvent) => {
    if (event.isComposing || event.keyCode === 229) return;
    const count = this.#count();
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && count) this.#go(this.at < 0 && step < 0 ? count - 1 : (this.at + step + count) % count);
    else if (event.key === 'Enter' && count) {
      if (this.at < 0) this.#go(0);
      else this.#take(this.at);
    } else if (event.key === 'Escape' && this.at >= 0 && this.#start < 0) this.at = -1;
    else return;
    event.preventDefault();
  };

  #go(at: number) {
    this.at = at;
    void tick().then(() => this.list?.children[at]?.scrollIntoView({ block: 'nearest' }));
  }
}
