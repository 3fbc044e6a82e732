// How often a server that stops by itself is started again. Knows nothing of VS Code.

const most = 4;
const minutes = 3;

export class Restarts {
  private readonly times: number[] = [];

  /** Records that the server stopped at a time in milliseconds; says whether to start it again. */
  allow(now: number): boolean {
    while (this.times[0] !== undefined && now - this.times[0] > minutes * 60_000) {
      this.times.shift();
    }
    this.times.push(now);
    return this.times.length <= most;
  }

  /** A person asked for the server: what happened before does not count. */
  forget(): void {
    this.times.length = 0;
  }

  static readonly explanation =
    `The server stopped ${most + 1} times in ${minutes} minutes and was not started again. Its output says why; the command Restart Server tries again.`;
}
