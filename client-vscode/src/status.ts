// The entry in the language status of Dockerfiles.
import * as vscode from 'vscode';
import { documentSelector, type Server } from './server';
import { statusLine } from './state';

export function showStatus(server: Server): vscode.Disposable {
  const item = vscode.languages.createLanguageStatusItem('dockerlsp.server', documentSelector);
  item.name = 'DockerLsp';
  item.command = { title: 'Restart Server', command: 'dockerlsp.restartServer' };
  const listening = server.onDidChangeState((state) => {
    const line = statusLine(state);
    item.text = line.text;
    item.detail = line.detail;
    item.severity = line.severity === 'error' ? vscode.LanguageStatusSeverity.Error : vscode.LanguageStatusSeverity.Information;
    item.busy = line.busy;
  });
  return vscode.Disposable.from(listening, item);
}
