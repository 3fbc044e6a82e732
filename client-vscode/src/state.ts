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
      return { text: 'DockerLsp', detail: state.version === undefined ? 'running' : `version ${state.version}`, severity: 'information', busy: false };
    case 'failed':
      return { text: 'DockerLsp has no server', detail: state.reason, severity: 'error', busy: false };
  }
}

export interface BarItem {
  readonly text: string;
  readonly tooltip: string;
  readonly isError: boolean;
}

/** What is left out of the findings. */
export interface LeftOut {
  /** Rules that the settings switch off. */
  readonly rulesOff: readonly string[];
  readonly trusted: boolean;
}

/** The rules that the setting dockerlsp.rules switches off; a person may have written anything there. */
export function rulesOff(setting: unknown): string[] {
  if (typeof setting !== 'object' || setting === null) {
    return [];
  }
  return Object.entries(setting as Record<string, unknown>)
    .filter(([, value]) => value === 'off' || (typeof value === 'object' && value !== null && 'severity' in value && value.severity === 'off'))
    .map(([rule]) => rule);
}

/** What the status bar says while a Dockerfile is shown: how the server is, how much it found, by severity, and what is left out. */
export function barItem(state: ServerState, severities: readonly string[], leftOut: LeftOut = { rulesOff: [], trusted: true }): BarItem {
  const line = statusLine(state);
  if (state.kind !== 'running') {
    return { text: `$(${line.busy ? 'loading~spin' : state.kind === 'off' ? 'circle-slash' : 'error'}) DockerLsp`, tooltip: `${line.text}: ${line.detail}`, isError: state.kind === 'failed' };
  }
  const off = [
    ...leftOut.rulesOff.length === 0 ? [] : [`Off by the settings: ${leftOut.rulesOff.join(', ')}`],
    ...leftOut.trusted ? [] : ['This workspace is not trusted: only the open text is read'],
  ];
  if (severities.length === 0) {
    return { text: '$(check) DockerLsp', tooltip: ['DockerLsp finds nothing wrong in this file', ...off].join('\n'), isError: false };
  }
  const counted = ['Error', 'Warning', 'Information', 'Hint']
    .map((name) => ({ name: name.toLowerCase(), count: severities.filter((severity) => severity === name).length }))
    .filter(({ count }) => count > 0)
    .map(({ name, count }) => `${count} ${name}${count === 1 || name === 'information' ? '' : 's'}`);
  return { text: `$(layers) DockerLsp ${severities.length}`, tooltip: [`DockerLsp: ${counted.join(', ')}`, ...off].join('\n'), isError: false };
}
