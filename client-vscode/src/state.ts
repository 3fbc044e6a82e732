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
  /** Rules that configuration files switch off, by the file. */
  readonly configuredOff?: ReadonlyMap<string, readonly string[]> | undefined;
  /** How many findings are not shown, since another extension shows them. */
  readonly twice?: number;
  readonly trusted: boolean;
}

const mostNames = 5;

/** The rules that files switch off, from what `dockerlsp config --format json` prints. */
export function configuredOff(printed: string): Map<string, string[]> {
  const off = new Map<string, string[]>();
  const { values } = JSON.parse(printed) as { values: readonly { name: string; value: string; origin: string }[] };
  for (const { name, value, origin } of values) {
    const file = /^(.+):\d+$/.exec(origin)?.[1];
    if (name.startsWith('rules.') && value === 'off' && file !== undefined) {
      off.set(file, [...off.get(file) ?? [], name.slice('rules.'.length)]);
    }
  }
  return off;
}

function list(names: readonly string[]): string {
  return names.length <= mostNames ? names.join(', ') : `${names.slice(0, mostNames).join(', ')} and ${names.length - mostNames} more`;
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
    ...leftOut.rulesOff.length === 0 ? [] : [`Off by the settings: ${list(leftOut.rulesOff)}`],
    ...[...leftOut.configuredOff ?? []].map(([file, names]) => `Off by ${file}: ${list(names)}`),
    ...(leftOut.twice ?? 0) === 0 ? [] : [`Shown by another extension: ${leftOut.twice}`],
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
