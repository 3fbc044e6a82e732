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
