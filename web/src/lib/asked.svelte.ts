/** Data from the server that a page shows: asked again when what it depends on changes; the old stays until the new is there. */
export class Asked<T> {
  data = $state.raw<T>();
  /** What the last try threw, if it failed. */
  thrown = $state.raw<unknown>();
  #ask: () => Promise<T> | undefined;
  #turn = 0;

  /** To be made while a component starts. State that `ask` reads before its first await is followed. */
  constructor(ask: () => Promise<T> | undefined) {
    this.#ask = ask;
    $effect(() => void this.again());
  }

  async again(): Promise<void> {
    const turn = ++this.#turn;
    try {
      const asked = this.#ask();
      if (!asked) return;
      const data = await asked;
      if (turn !== this.#turn) return;
      this.data = data;
      this.thrown = undefined;
    } catch (thrown) {
      if (turn === this.#turn) this.thrown = thrown;
    }
  }

  /** Takes over newer data that came by another way, and drops answers still on their way. */
  put(data: T): void {
    this.#turn++;
    this.data = data;
  }
}
