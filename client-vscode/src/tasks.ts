// Tasks: `dockerlsp lint` over a folder, with its findings in the Problems panel.
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
    return program === undefined ? undefined : new vscode.Task(
      definition, scope, `${definition.command} ${scope.name}`, type,
      new vscode.ProcessExecution(program.file, [...program.args, definition.command, ...definition.args ?? [], '.'], { cwd: scope.uri.fsPath }),
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
