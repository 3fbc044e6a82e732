// What DockerLsp is doing: an entry in the language status, and an item in the status bar while a Dockerfile is shown.
import * as vscode from 'vscode';
import { documentSelector, type Server } from './server';
import { barItem, configuredOff, rulesOff, statusLine, type ServerState } from './state';

export function showStatus(server: Server): vscode.Disposable {
  const item = vscode.languages.createLanguageStatusItem('dockerlsp.server', documentSelector);
  item.name = 'DockerLsp';
  item.command = { title: 'Restart Server', command: 'dockerlsp.restartServer' };

  const bar = vscode.window.createStatusBarItem('dockerlsp.status', vscode.StatusBarAlignment.Right, 100);
  bar.name = 'DockerLsp';
  bar.command = 'dockerlsp.showMenu';

  let state: ServerState = { kind: 'off' };
  let configured: { readonly uri: string; readonly off: ReadonlyMap<string, readonly string[]> } | undefined;
  const update = () => {
    const line = statusLine(state);
    item.text = line.text;
    item.detail = line.detail;
    item.severity = line.severity === 'error' ? vscode.LanguageStatusSeverity.Error : vscode.LanguageStatusSeverity.Information;
    item.busy = line.busy;

    const document = vscode.window.activeTextEditor?.document;
    if (document === undefined || vscode.languages.match(documentSelector, document) === 0) {
      bar.hide();
      return;
    }
    const shown = barItem(state, vscode.languages.getDiagnostics(document.uri)
      .filter((diagnostic) => diagnostic.source === 'dockerlsp')
      .map((diagnostic) => vscode.DiagnosticSeverity[diagnostic.severity]), {
      configuredOff: configured?.uri === document.uri.toString() ? configured.off : undefined,
      twice: server.duplicates.count(document.uri),
      rulesOff: rulesOff(vscode.workspace.getConfiguration('dockerlsp', document).get('rules')),
      trusted: vscode.workspace.isTrusted,
    });
    bar.text = shown.text;
    bar.tooltip = shown.tooltip;
    bar.backgroundColor = shown.isError ? new vscode.ThemeColor('statusBarItem.errorBackground') : undefined;
    bar.show();
  };

  // Asked of the command line, which knows which file said what; a file with mistakes tells them itself.
  const lookUp = () => {
    const document = vscode.window.activeTextEditor?.document;
    if (document?.uri.scheme === 'file' && vscode.workspace.isTrusted && vscode.languages.match(documentSelector, document) > 0) {
      const uri = document.uri.toString();
      const keep = (off: ReadonlyMap<string, readonly string[]>) => {
        configured = { uri, off };
        update();
      };
      void server.run('config', '--format', 'json', document.uri.fsPath).then((printed) => { keep(configuredOff(printed)); }, () => { keep(new Map()); });
    }
  };
  const watcher = vscode.workspace.createFileSystemWatcher('**/{.dockerlsp,.hadolint}.{yaml,yml}');

  return vscode.Disposable.from(
    item, bar, watcher, watcher.onDidChange(lookUp), watcher.onDidCreate(lookUp), watcher.onDidDelete(lookUp),
    server.onDidChangeState((next) => {
      state = next;
      update();
      lookUp();
    }),
    vscode.window.onDidChangeActiveTextEditor(() => {
      update();
      lookUp();
    }),
    vscode.workspace.onDidChangeConfiguration(update),
    vscode.languages.onDidChangeDiagnostics((change) => {
      const shown = vscode.window.activeTextEditor?.document.uri.toString();
      if (change.uris.some((uri) => uri.toString() === shown)) {
        update();
      }
    }),
    vscode.commands.registerCommand('dockerlsp.showMenu', showMenu),
  );
}

/** What can be done from the status bar. */
async function showMenu(): Promise<void> {
  const entries = [
    { label: '$(wand) Fix all in file', command: 'dockerlsp.fixAll' },
    { label: '$(layers) Show layers', command: 'dockerlsp.showLayers' },
    { label: '$(book) Explain a rule', command: 'dockerlsp.explainRule' },
    { label: '$(output) Show output', command: 'dockerlsp.showOutput' },
    { label: '$(refresh) Restart server', command: 'dockerlsp.restartServer' },
    { label: '$(gear) Settings', command: 'workbench.action.openSettings', argument: 'dockerlsp' },
  ];
  const chosen = await vscode.window.showQuickPick(entries, { title: 'DockerLsp' });
  if (chosen !== undefined) {
    await vscode.commands.executeCommand(chosen.command, chosen.argument);
  }
}
