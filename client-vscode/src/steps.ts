// The commands Merge Selected Steps and Split Step: the rewrites of the light bulb, by name.
import * as vscode from 'vscode';
import { mayNotChange, refused } from './fix-all';
import { isReadOnly } from './read-only';
import type { Server } from './server';

/** Offers the rewrites of the selection that a title begins with; says why there is none. */
export async function rewriteSelection(server: Server, opening: 'Merge' | 'Split'): Promise<void> {
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
  const offered = actions.filter((action) => action.edit !== undefined);
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
    const reason = await whyNot(server, document, selection, opening);
    void vscode.window.showInformationMessage(`DockerLsp: ${reason ?? (opening === 'Merge'
      ? 'Select two or more RUN steps that follow each other.'
      : 'Put the cursor into a RUN step that chains commands with &&.')}`);
  }
}

/** Why the server refuses such a rewrite; undefined where it has nothing to refuse. The editor's own command leaves out what is refused. */
async function whyNot(server: Server, document: vscode.TextDocument, selection: vscode.Selection, opening: string): Promise<string | undefined> {
  const at = ({ line, character }: vscode.Position) => ({ line, character });
  const asked = {
    textDocument: { uri: document.uri.toString() },
    range: { start: at(selection.start), end: at(selection.end) },
    context: { diagnostics: [], only: ['refactor.rewrite'] },
  };
  const source = new vscode.CancellationTokenSource();
  const actions = await server.request<{ title: string; disabled?: { reason: string } }[] | null>('textDocument/codeAction', asked, source.token)?.catch(() => null);
  return actions?.find(({ title, disabled }) => title.startsWith(opening) && disabled !== undefined)?.disabled?.reason;
}
