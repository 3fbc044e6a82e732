// The commands Merge Selected Steps and Split Step: the rewrites of the light bulb, by name.
import * as vscode from 'vscode';
import { mayNotChange, refused } from './fix-all';
import { isReadOnly } from './read-only';

/** Offers the rewrites of the selection that a title begins with; says why there is none. */
export async function rewriteSelection(opening: 'Merge' | 'Split'): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined) {
    return;
  }
  const { document, selection } = editor;
  const { version } = document;
  if (await isReadOnly(document)) {
    mayNotChange();
    return;
  }
  const actions = (await vscode.commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider', document.uri, selection, 'refactor.rewrite', 10))
    .filter((action) => action.title.startsWith(opening));
  const offered = actions.filter((action) => action.disabled === undefined && action.edit !== undefined);
  const chosen = offered.length > 1
    ? (await vscode.window.showQuickPick(offered.map((action) => ({ label: action.title, action })), { title: `${opening} steps` }))?.action
    : offered[0];
  if (chosen?.edit !== undefined) {
    if (document.version === version && !await vscode.workspace.applyEdit(chosen.edit)) {
      refused();
    }
    return;
  }
  if (offered.length === 0) {
    const reason = actions.find((action) => action.disabled !== undefined)?.disabled?.reason;
    void vscode.window.showInformationMessage(`DockerLsp: ${reason ?? (opening === 'Merge'
      ? 'Select two or more RUN steps that follow each other.'
      : 'Put the cursor into a RUN step that chains commands with &&.')}`);
  }
}
