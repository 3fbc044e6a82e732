// Tasks: `dockerlsp lint` over a folder, with its findings in the Problems panel.
import { spawn, type ChildProcess } from 'node:child_process';
import * as vscode from 'vscode';
import type { Server } from './server';

const type = 'dockerlsp';
const commands = ['lint', 'fix'] as const;

interface Definition extends vscode.TaskDefinition {
  readonly command: typeof commands[number];
  readonly args?: string[];
}

export function provideTasks(server: Server): vscode.Disposable {
  const create = (definition: Definition, scope: vscode.WorkspaceFolder): vscode.Task | undefined => {
    const program = server.program;
    if (program === undefined) {
      return undefined;
    }
    const own = definition.args ?? [];
    const color = own.some((arg) => arg.startsWith('--color')) ? [] : ['--color', 'always'];
    const args = [...program.args, definition.command, ...color, ...own, '.'];
    return new vscode.Task(
      definition, scope, `${definition.command} ${scope.name}`, type,
      new vscode.CustomExecution(() => Promise.resolve(new TaskTerminal(program.file, args, scope.uri.fsPath))),
      definition.command === 'lint' ? ['$dockerlsp'] : [],
    );
  };
  return vscode.tasks.registerTaskProvider(type, {
    provideTasks: () => (vscode.workspace.workspaceFolders ?? [])
      .flatMap((folder) => commands.map((command) => create({ type, command }, folder)))
      .filter((task) => task !== undefined),
    resolveTask: (task) => {
      const scope = typeof task.scope === 'object' ? task.scope : vscode.workspace.workspaceFolders?.[0];
      const definition = task.definition as Partial<Definition>;
      const command = commands.find((name) => name === definition.command);
      return scope === undefined || command === undefined ? undefined : create({ ...task.definition, command }, scope);
    },
  });
}

const question = '\u001b[5n'; // asks a terminal whether it is well
const answer = '\u001b[0n';
const patience = 2_000; // milliseconds for a terminal that does not answer
const launch = 600; // milliseconds in which VS Code takes an end for a failure to start

/**
 * Runs the program while VS Code listens. A process that VS Code starts itself has printed most of what it found before the
 * problem matcher is there, and what was printed by then is lost. So the terminal is asked first, and once more at the end:
 * it answers when all that stands before the question has been read.
 */
class TaskTerminal implements vscode.Pseudoterminal {
  private readonly written = new vscode.EventEmitter<string>();
  private readonly closed = new vscode.EventEmitter<number>();
  private child: ChildProcess | undefined;
  private isClosed = false;
  private onAnswer: () => void = () => undefined;

  readonly onDidWrite = this.written.event;
  readonly onDidClose = this.closed.event;

  constructor(private readonly file: string, private readonly args: readonly string[], private readonly folder: string) {}

  open(): void {
    void this.run();
  }

  close(): void {
    this.isClosed = true;
    this.child?.kill();
  }

  handleInput(data: string): void {
    if (data.includes(answer)) {
      this.onAnswer();
    }
    if (data === '\u0003') {
      this.child?.kill();
    }
  }

  private async run(): Promise<void> {
    const [status] = await Promise.all([this.print(), wait(launch)]);
    this.closed.fire(status);
  }

  private async print(): Promise<number> {
    await this.listening();
    if (this.isClosed) {
      return 2;
    }
    const child = spawn(this.file, this.args, { cwd: this.folder, stdio: ['ignore', 'pipe', 'pipe'], windowsHide: true });
    this.child = child;
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8');
      stream.on('data', (text: string) => { this.written.fire(text.replace(/\r?\n/g, '\r\n')); });
    }
    const status = await new Promise<number>((resolve) => {
      child.once('error', (error) => {
        this.written.fire(`${this.file}: ${error.message}\r\n`);
        resolve(2);
      });
      child.once('close', (code) => { resolve(code ?? 2); });
    });
    await this.listening();
    return status;
  }

  private async listening(): Promise<void> {
    const answered = new Promise<void>((resolve) => { this.onAnswer = resolve; });
    this.written.fire(question);
    await Promise.race([answered, wait(patience)]);
  }
}

const wait = (milliseconds: number) => new Promise<void>((resolve) => { setTimeout(resolve, milliseconds); });
