// The command Fix Workspace: the safe fixes of every Dockerfile, shown for approval before anything changes.
import * as vscode from 'vscode';
import { fixAllEdit } from './fix-all';
import { isReadOnly } from './read-only';

const files = '**/{[Dd]ockerfile,[Cc]ontainerfile,[Dd]ockerfile.*,[Cc]ontainerfile.*,*.[Dd]ockerfile,*.[Cc]ontainerfile}';
const notDockerfiles = /\.(dockerignore|j2|tmpl|erb)$/i;

export async function fixWorkspace(): Promise<void> {
  const edit = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: 'DockerLsp: looking for safe fixes', cancellable: true },
    (progress, cancellation) => collect(progress, cancellation),
  );
  if (edit === undefined) {
    return;
  }
  if (edit.size === 0) {
    void vscode.window.showInformationMessage('DockerLsp: No Dockerfile of this workspace has a safe fix.');
    return;
  }
  // What needs confirmation is shown in the refactor preview, with a box to tick for each change.
  await vscode.workspace.applyEdit(edit, { isRefactoring: true });
}

async function collect(
  progress: vscode.Progress<{ message?: string; increment?: number }>, cancellation: vscode.CancellationToken,
): Promise<vscode.WorkspaceEdit | undefined> {
  const found = (await vscode.workspace.findFiles(files, '**/node_modules/**', undefined, cancellation)).filter((uri) => !notDockerfiles.test(uri.path));
  const all = new vscode.WorkspaceEdit();
  for (const uri of found) {
    if (cancellation.isCancellationRequested) {
      return undefined;
    }
    progress.report({ message: vscode.workspace.asRelativePath(uri), increment: 100 / found.length });
    const document = await vscode.workspace.openTextDocument(uri);
    if (document.languageId === 'dockerfile' && !await isReadOnly(document)) {
      const edit = await fixAllEdit(document);
      const label = vscode.workspace.asRelativePath(uri);
      const entries = (edit?.get(uri) ?? []).map((one): [vscode.TextEdit, vscode.WorkspaceEditEntryMetadata] => [one, { needsConfirmation: true, label }]);
      if (entries.length > 0) {
        all.set(uri, entries);
      }
    }
  }
  return all;
}
