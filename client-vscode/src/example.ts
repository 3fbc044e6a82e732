// The command Open Example: the article's Dockerfile, as a file that is not saved anywhere.
import * as vscode from 'vscode';

export async function openExample(context: vscode.ExtensionContext): Promise<void> {
  const bytes = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(context.extensionUri, 'media', 'example.Dockerfile'));
  const document = await vscode.workspace.openTextDocument({ language: 'dockerfile', content: new TextDecoder().decode(bytes) });
  await vscode.window.showTextDocument(document);
}
