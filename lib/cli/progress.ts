import type { Terminal } from './terminal';

const PATIENCE = 1000;
const PAUSE = 100;

/** One line on a terminal that says how far it is, once it takes longer than one likes to wait without a word. */
export class Progress {
  private next = performance.now() + PATIENCE;
  private shown = false;

  public constructor(
    private readonly terminal: Terminal,
    private readonly quiet: boolean,
  ) {}

  public say(text: () => string): void {
    if (this.quiet || !this.terminal.isToldToPerson) return;
    const now = performance.now();
    if (now < this.next) return;
    this.next = now + PAUSE;
    this.shown = true;
    this.terminal.tell(`\r\u001b[K${text()}`);
  }

  public end(): void {
    if (this.shown) this.terminal.tell('\r\u001b[K');
    this.shown = false;
  }
}
