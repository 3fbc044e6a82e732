import * as vscode from 'vscode';
import { openExample } from './example';
import { explainRules } from './explain';
import { fixAll } from './fix-all';
import { fixWorkspace } from './fix-workspace';
import { LayersView } from './layers-view';
import { leavesToOthers, Server } from './server';
import { showStatus } from './status';
import { rewriteSelection } from './steps';
import { provideTasks } from './tasks';

let server: Server | undefined;

export function activate(context: vscode.ExtensionContext): void {
  const output = vscode.window.createOutputChannel('DockerLsp', { log: true });
  const trace = vscode.window.createOutputChannel('DockerLsp Trace', { log: true });
  const running = new Server(context, output, trace);
  server = running;

  // What is left to others is settled when the server starts.
  let left = leavesToOthers();
  const others = () => {
    if (left !== leavesToOthers()) {
      left = leavesToOthers();
      void running.restart();
    }
  };

  context.subscriptions.push(
    output,
    trace,
    running,
    showStatus(running),
    explainRules(running),
    new LayersView(running),
    provideTasks(running),
    vscode.commands.registerCommand('dockerlsp.restartServer', () => running.restart()),
    vscode.commands.registerCommand('dockerlsp.showOutput', () => { output.show(); }),
    vscode.commands.registerCommand('dockerlsp.fixAll', () => fixAll(running)),
    vscode.commands.registerCommand('dockerlsp.fixWorkspace', () => fixWorkspace(running)),
    vscode.commands.registerCommand('dockerlsp.mergeSteps', () => rewriteSelection(running, 'Merge')),
    vscode.commands.registerCommand('dockerlsp.splitStep', () => rewriteSelection(running, 'Split')),
    vscode.commands.registerCommand('dockerlsp.openExample', () => openExample(context)),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration('dockerlsp.enable') || change.affectsConfiguration('dockerlsp.server.path')) {
        void running.restart();
      } else {
        others();
      }
    }),
    vscode.extensions.onDidChange(others),
    // What the server may read is settled when it starts.
    vscode.workspace.onDidGrantWorkspaceTrust(() => running.restart()),
  );

  void running.start();
}

export async function deactivate(): Promise<void> {
  await server?.stop();
}
