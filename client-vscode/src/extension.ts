import * as vscode from 'vscode';
import { fixAll } from './fix-all';
import { Server } from './server';
import { showStatus } from './status';

let server: Server | undefined;

export function activate(context: vscode.ExtensionContext): void {
  const output = vscode.window.createOutputChannel('DockerLsp', { log: true });
  const trace = vscode.window.createOutputChannel('DockerLsp Trace', { log: true });
  const running = new Server(context, output, trace);
  server = running;

  context.subscriptions.push(
    output,
    trace,
    running,
    showStatus(running),
    vscode.commands.registerCommand('dockerlsp.restartServer', () => running.restart()),
    vscode.commands.registerCommand('dockerlsp.showOutput', () => { output.show(); }),
    vscode.commands.registerCommand('dockerlsp.fixAll', fixAll),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration('dockerlsp.enable') || change.affectsConfiguration('dockerlsp.server.path')) {
        void running.restart();
      }
    }),
    // What the server may read is settled when it starts.
    vscode.workspace.onDidGrantWorkspaceTrust(() => running.restart()),
  );

  void running.start();
}

export async function deactivate(): Promise<void> {
  await server?.stop();
}
