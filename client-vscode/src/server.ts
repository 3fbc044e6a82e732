// The server's life: started, restarted when it stops by itself, stopped.
import { execFile, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { promisify } from 'node:util';
import * as vscode from 'vscode';
import {
  CloseAction, CodeActionRequest, CodeActionResolveRequest, Command, ErrorAction, LanguageClient, LSPErrorCodes, ResponseError, type CodeAction,
  type LanguageClientOptions,
} from 'vscode-languageclient/node';
import { Duplicates } from './duplicates';
import { leavesLanguageFeatures } from './neighbours';
import { Restarts } from './restarts';
import { awaitExit, startProcess } from './server-process';
import { findServer, ServerProblem, type ServerProgram } from './server-program';
import type { ServerState } from './state';

/** Dockerfiles on disk, not saved yet, and in repositories that are browsed without a checkout. */
export const documentSelector = ['file', 'untitled', 'vscode-vfs'].map((scheme) => ({ scheme, language: 'dockerfile' }));

const startPatience = 15_000;

/** How often a question is asked that a change of the text overtakes. */
const attempts = 3;

/** A rule, as the command line lists it. */
export interface Rule {
  readonly id: string;
  readonly title: string;
  readonly aliases?: readonly string[];
}

/** All that goes wrong with the connection goes to the output; what a person has to know is said by Server. */
class QuietClient extends LanguageClient {
  override error(message: string, data?: unknown): void {
    super.error(message, data, false);
  }
}

/** Whether another extension completes, navigates and formats Dockerfiles, and the settings leave that to it. */
export const leavesToOthers = () => leavesLanguageFeatures(
  vscode.workspace.getConfiguration('dockerlsp').get('languageFeatures'), (id) => {
    const extension = vscode.extensions.getExtension<unknown>(id);
    return extension === undefined ? undefined : String((extension.packageJSON as { version?: unknown }).version);
  });

export class Server implements vscode.Disposable {
  private client: LanguageClient | undefined;
  private process: ChildProcessWithoutNullStreams | undefined;
  private readonly restarts = new Restarts();
  private readonly changed = new vscode.EventEmitter<ServerState>();
  private queue: Promise<void> = Promise.resolve();
  private running: ServerProgram | undefined;
  private hasWarned = false;
  readonly duplicates = new Duplicates(() => this.client, () => this.rules());

  readonly onDidChangeState = this.changed.event;

  constructor(
    private readonly context: vscode.ExtensionContext,
    private readonly output: vscode.LogOutputChannel,
    private readonly trace: vscode.LogOutputChannel,
  ) {}

  /** The program that runs; undefined while none does. */
  get program(): ServerProgram | undefined {
    return this.running;
  }

  /** Sends a request of our own; undefined where no server runs. */
  request<T>(method: string, parameters: unknown, cancellation: vscode.CancellationToken): Promise<T> | undefined {
    return this.client?.isRunning() === true ? this.client.sendRequest<T>(method, parameters, cancellation) : undefined;
  }

  /**
   * What the server offers for a range, with its edits, and what it refuses, with the reason; undefined where no server runs. It is
   * asked itself: VS Code's own command gives nothing, or fails, when any extension registers code actions while it waits.
   */
  async codeActions(document: vscode.TextDocument, range: vscode.Range, kind: string): Promise<vscode.CodeAction[] | undefined> {
    for (let attempt = 1; ; attempt++) {
      const { client } = this;
      if (client?.isRunning() !== true) {
        return undefined;
      }
      try {
        return await ask(client, document, range, kind);
      } catch (error) {
        // The text has changed while the server was at work.
        if (attempt === attempts || !(error instanceof ResponseError && error.code === LSPErrorCodes.ContentModified)) {
          throw error;
        }
      }
    }
  }

  /** Starts the server, or stops it, as the settings say. */
  start(): Promise<void> {
    this.restarts.forget();
    return this.enqueue(() => this.startNow());
  }

  restart(): Promise<void> {
    this.restarts.forget();
    return this.enqueue(async () => {
      await this.stopNow();
      await this.startNow();
    });
  }

  stop(): Promise<void> {
    return this.enqueue(() => this.stopNow());
  }

  /** Runs the server's own program for its command line; gives what it prints. */
  async run(...args: string[]): Promise<string> {
    const program = this.program;
    if (program === undefined) {
      throw new Error('the server does not run');
    }
    const { stdout } = await promisify(execFile)(program.file, [...program.args, ...args], { timeout: 10_000, killSignal: 'SIGKILL', maxBuffer: 4 << 20 });
    return stdout;
  }

  /** All rules that the server has. */
  async rules(): Promise<readonly Rule[]> {
    return JSON.parse(await this.run('rules', '--format', 'json')) as Rule[];
  }

  dispose(): void {
    this.duplicates.dispose();
    this.changed.dispose();
  }

  /** One after the other: a restart asked for during a start waits for it. */
  private enqueue(step: () => Promise<void>): Promise<void> {
    this.queue = this.queue.then(step).catch((error: unknown) => {
      this.output.error(error instanceof Error ? error : String(error));
    });
    return this.queue;
  }

  private async startNow(): Promise<void> {
    const settings = vscode.workspace.getConfiguration('dockerlsp');
    if (!settings.get<boolean>('enable', true)) {
      this.changed.fire({ kind: 'off' });
      return;
    }
    this.changed.fire({ kind: 'starting' });
    try {
      const program = findServer({
        setting: settings.get('server.path', ''),
        extensionFolder: this.context.extensionPath,
        development: this.context.extensionMode === vscode.ExtensionMode.Development,
        platform: process.platform,
        architecture: process.arch,
        environment: process.env,
      });
      this.output.info(`Starting ${[program.file, ...program.args].join(' ')} lsp`);
      await this.connect(program);
    } catch (error) {
      await this.stopNow();
      this.fail(error instanceof ServerProblem ? error.message : 'The server ended before it answered. Its output says why.');
    }
  }

  private async connect(program: ServerProgram): Promise<void> {
    const child = await startProcess(program);
    this.process = child;
    const client = new QuietClient('dockerlsp', 'DockerLsp', () => Promise.resolve(child), this.options());
    this.client = client;
    await this.answerInTime(client.start(), child);
    this.running = program;
    const version = client.initializeResult?.serverInfo?.version;
    this.output.info(`Server ${version ?? 'of unknown version'} runs as process ${child.pid ?? '?'}`);
    this.compare(program, version);
    this.changed.fire({ kind: 'running', version });
    child.once('exit', (code, signal) => {
      // A child that is no longer ours was told to go.
      if (this.process === child) {
        this.output.warn(`The server stopped by itself (${signal ?? `status ${code ?? '?'}`})`);
        void this.enqueue(() => this.afterCrash(child));
      }
    });
  }

  /** Says once when the program of the setting is another version than the extension was made for. */
  private compare(program: ServerProgram, version: string | undefined): void {
    const wanted = String((this.context.extension.packageJSON as { version?: unknown }).version);
    if (program.bundled || version === wanted || this.hasWarned) {
      return;
    }
    this.hasWarned = true;
    void vscode.window.showWarningMessage(
      `DockerLsp: ${program.file} is version ${version ?? 'unknown'}, and this extension was made for ${wanted}. Install that version, or empty the setting dockerlsp.server.path.`);
  }

  /** A server that never answers would hold up every restart after it. */
  private async answerInTime(started: Promise<void>, child: ChildProcessWithoutNullStreams): Promise<void> {
    const timer = setTimeout(() => {
      this.output.error(`The server did not answer within ${startPatience / 1000} seconds`);
      child.kill('SIGKILL');
    }, startPatience);
    try {
      await started;
    } finally {
      clearTimeout(timer);
    }
  }

  private options(): LanguageClientOptions {
    return {
      documentSelector,
      outputChannel: this.output,
      traceOutputChannel: this.trace,
      middleware: this.duplicates.middleware,
      initializationOptions: {
        trustedWorkspace: vscode.workspace.isTrusted,
        explainsRules: true, // by explain.ts, inside the editor
        languageFeatures: !leavesToOthers(),
        // What the YAML extension does by the schema is not done twice.
        completesConfiguration: vscode.extensions.getExtension('redhat.vscode-yaml') === undefined,
      },
      initializationFailedHandler: () => false,
      // The process's end is watched by connect; the connection's end adds nothing to it.
      errorHandler: {
        error: () => ({ action: ErrorAction.Continue, handled: true }),
        closed: () => ({ action: CloseAction.DoNotRestart, handled: true }),
      },
    };
  }

  private async afterCrash(child: ChildProcessWithoutNullStreams): Promise<void> {
    if (this.process !== child) {
      return; // restarted in the meantime
    }
    await this.stopNow();
    if (this.restarts.allow(Date.now())) {
      await this.startNow();
    } else {
      this.fail(Restarts.explanation);
    }
  }

  private async stopNow(): Promise<void> {
    const { client, process: child } = this;
    this.client = undefined;
    this.process = undefined;
    this.running = undefined;
    if (client?.isRunning()) {
      await client.stop().catch((error: unknown) => {
        this.output.warn(`The server did not shut down when asked: ${String(error)}`);
      });
    }
    if (child !== undefined) {
      child.stdin.end();
      await awaitExit(child);
    }
  }

  private fail(reason: string): void {
    this.output.error(reason);
    this.changed.fire({ kind: 'failed', reason });
    const showOutput = 'Show Output';
    void vscode.window.showErrorMessage(`DockerLsp: ${reason}`, showOutput).then((chosen) => {
      if (chosen === showOutput) {
        this.output.show();
      }
    });
  }
}

async function ask(client: LanguageClient, document: vscode.TextDocument, range: vscode.Range, kind: string): Promise<vscode.CodeAction[]> {
  const { code2ProtocolConverter: toServer, protocol2CodeConverter: fromServer } = client;
  const answers = await client.sendRequest(CodeActionRequest.type, {
    textDocument: toServer.asTextDocumentIdentifier(document),
    range: toServer.asRange(range),
    context: { diagnostics: [], only: [kind] },
  });
  const actions = (answers ?? []).filter((answer): answer is CodeAction => !Command.is(answer));
  return Promise.all(actions.map(async (action) => fromServer.asCodeAction(
    action.edit === undefined && action.disabled === undefined ? await client.sendRequest(CodeActionResolveRequest.type, action) : action)));
}
