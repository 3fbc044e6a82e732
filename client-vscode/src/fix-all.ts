// The command Fix All in File.
import * as vscode from 'vscode';
import { isReadOnly } from './read-only';
import { documentSelector, type Server } from './server';

const kind = 'source.fixAll.dockerlsp';

export async function fixAll(server: Server): Promise<void> {
  const document = shownDockerfile();
  if (document === undefined) {
    say('Open a Dockerfile first');
    return;
  }
  const { version } = document;
  if (await isReadOnly(document)) {
    mayNotChange();
    return;
  }
  const edit = await fixAllEdit(server, document);
  if (edit === undefined) {
    notRunning();
  } else if (edit.size === 0) {
    say('Nothing in this file has a safe fix');
  } else if (document.version !== version) {
    say('Not fixed: the file changed in the meantime');
  } else if (!await vscode.workspace.applyEdit(edit)) {
    refused();
  }
}

/** The Dockerfile that has the focus, or stands beside what has it, such as the walkthrough. */
function shownDockerfile(): vscode.TextDocument | undefined {
  const editors = [vscode.window.activeTextEditor, ...vscode.window.visibleTextEditors];
  return editors.find((editor) => editor !== undefined && vscode.languages.match(documentSelector, editor.document) > 0)?.document;
}

/** Says that the editor did not take an edit. */
export function refused(): void {
  void vscode.window.showWarningMessage('DockerLsp: Nothing was changed: the editor did not take the edit. The file may be read-only, or have changed meanwhile.');
}

/** Says that a file is not to be changed. */
export function mayNotChange(): void {
  void vscode.window.showWarningMessage('DockerLsp: Nothing was changed: this file is read-only. Make it writable first.');
}

/** Says that nobody is there to ask. */
export function notRunning(): void {
  void vscode.window.showWarningMessage('DockerLsp: Nothing was changed: the server is not running. Its output says why.');
}

/** The edit of all safe fixes of a document, empty where there are none; undefined where no server runs. */
export async function fixAllEdit(server: Server, document: vscode.TextDocument): Promise<vscode.WorkspaceEdit | undefined> {
  const actions = await server.codeActions(document, new vscode.Range(0, 0, document.lineCount, 0), kind);
  return actions && (actions.find((action) => action.edit !== undefined)?.edit ?? new vscode.WorkspaceEdit());
}

const say = (text: string) => { vscode.window.setStatusBarMessage(`DockerLsp: ${text}`, 5_000); };
