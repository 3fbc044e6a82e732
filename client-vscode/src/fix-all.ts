// The command Fix All in File.
import * as vscode from 'vscode';
import { isReadOnly } from './read-only';
import { documentSelector } from './server';

const kind = 'source.fixAll.dockerlsp';

export async function fixAll(): Promise<void> {
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
  const edit = await fixAllEdit(document);
  if (edit === undefined) {
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

/**
 * The edit of all safe fixes of a document; undefined where there are none. Asks for the edit itself: the editor's own command
 * for source actions is dropped without a word when findings arrive while it waits.
 */
export async function fixAllEdit(document: vscode.TextDocument): Promise<vscode.WorkspaceEdit | undefined> {
  const whole = new vscode.Range(0, 0, document.lineCount, 0);
  const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>('vscode.executeCodeActionProvider', document.uri, whole, kind, 1);
  return actions.find((action) => action.edit !== undefined)?.edit;
}

const say = (text: string) => { vscode.window.setStatusBarMessage(`DockerLsp: ${text}`, 5_000); };
