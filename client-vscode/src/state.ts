// What the server is doing, as the status shows it. Knows nothing of VS Code.

export type ServerState =
  | { readonly kind: 'off' }
  | { readonly kind: 'starting' }
  | { readonly kind: 'running'; readonly version: string | undefined }
  | { readonly kind: 'failed'; readonly reason: string };

export interface StatusLine {
  readonly text: string;
  readonly detail: string;
  readonly severity: 'information' | 'error';
  readonly busy: boolean;
}

export function statusLine(state: ServerState): StatusLine {
  switch (state.kind) {
    case 'off':
      return { text: 'DockerLsp is off', detail: 'setting dockerlsp.enable', severity: 'information', busy: false };
    case 'starting':
      return { text: 'DockerLsp', detail: 'starting', severity: 'information', busy: true };
    case 'running':
      return { text: 'DockerLsp', detail: state.version ?? 'running', severity: 'information', busy: false };
    case 'failed':
      return { text: 'DockerLsp has no server', detail: state.reason, severity: 'error', busy: false };
  }
}

export interface BarItem {
  readonly text: string;
  readonly tooltip: string;
  readonly isError: boolean;
}

/** What the status bar says while a Dockerfile is shown: how the server is, and how much it found, by severity. */
export function barItem(state: ServerState, severities: readonly string[]): BarItem {
  const line = statusLine(state);
  if (state.kind !== 'running') {
    return { text: `$(${line.busy ? 'loading~spin' : state.kind === 'off' ? 'circle-slash' : 'error'}) DockerLsp`, tooltip: `${line.text}: ${line.detail}`, isError: state.kind === 'failed' };
  }
  if (severities.length === 0) {
    return { text: '$(check) DockerLsp', tooltip: 'DockerLsp finds nothing wrong in this file', isError: false };
  }
  const counted = ['Error', 'Warning', 'Information', 'Hint']
    .map((name) => ({ name: name.toLowerCase(), count: severities.filter((severity) => severity === name).length }))
    .filter(({ count }) => count > 0)
    .map(({ name, count }) => `${count} ${name}${count === 1 || name === 'information' ? '' : 's'}`);
  return { text: `$(layers) DockerLsp ${severities.length}`, tooltip: `DockerLsp: ${counted.join(', ')}`, isError: false };
}
