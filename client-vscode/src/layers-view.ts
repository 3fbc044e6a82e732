// The layer view: a tree in the Explorer that follows the cursor, and a picture of the stages.
import path from 'node:path';
import * as vscode from 'vscode';
import { imageDetail, instructionAt, instructionDetail, instructionNotes, instructionTitle, isImageName, stageDetail, stageTitle, type ImageSizes, type Instruction, type Layers, type Stage } from './layers';
import { drawStages } from './layers-picture';
import { documentSelector, type Server } from './server';

interface Node { readonly stage: Stage; readonly instruction?: Instruction }

const quiet = 250; // milliseconds without a key before the view is brought up to date

export class LayersView implements vscode.TreeDataProvider<Node> {
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly view: vscode.TreeView<Node>;
  private readonly subscriptions: { dispose(): unknown }[];
  private nodes = new Map<Stage | Instruction, Node>();
  private layers: Layers | undefined;
  private document: vscode.TextDocument | undefined;
  private asking: vscode.CancellationTokenSource | undefined;
  private timer: NodeJS.Timeout | undefined;
  private panel: vscode.WebviewPanel | undefined;
  /** The images that were loaded, by document, as paths of files or names that the engine knows: each request names the one of its document. */
  private readonly images = new Map<string, string>();

  readonly onDidChangeTreeData = this.changed.event;

  constructor(private readonly server: Server) {
    this.view = vscode.window.createTreeView('dockerlsp.layers', { treeDataProvider: this, showCollapseAll: true });
    this.subscriptions = [
      this.changed, this.view,
      vscode.window.onDidChangeActiveTextEditor(() => { this.refresh(); }),
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (document === this.document) {
          this.refreshSoon();
        }
      }),
      vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => { this.follow(textEditor); }),
      this.view.onDidChangeVisibility(() => { this.refresh(); }),
      server.onDidChangeState(() => { this.refresh(); }),
      vscode.commands.registerCommand('dockerlsp.showLayers', () => this.show()),
      vscode.commands.registerCommand('dockerlsp.showStages', () => { this.draw(); }),
      vscode.commands.registerCommand('dockerlsp.loadImage', (given: unknown) => this.loadImage(given)),
      vscode.commands.registerCommand('dockerlsp.forgetImage', () => this.useImage(undefined)),
      vscode.workspace.onDidCloseTextDocument((closed) => { this.images.delete(closed.uri.toString()); }),
      vscode.commands.registerCommand('dockerlsp.goToLine', (line: unknown) => this.goTo(line)),
    ];
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.asking?.cancel();
    this.panel?.dispose();
    vscode.Disposable.from(...this.subscriptions).dispose();
  }

  getTreeItem({ stage, instruction }: Node): vscode.TreeItem {
    if (instruction === undefined) {
      const item = new vscode.TreeItem(stageTitle(stage), vscode.TreeItemCollapsibleState.Expanded);
      item.id = `stage ${stage.index}`;
      item.description = this.layers === undefined ? '' : stageDetail(stage, this.layers);
      item.iconPath = new vscode.ThemeIcon(stage.needed ? 'layers' : 'circle-slash');
      return item;
    }
    const item = new vscode.TreeItem(instructionTitle(instruction));
    item.id = `line ${instruction.line}`;
    item.description = instructionDetail(instruction);
    // Text of the file is data: no HTML, no links.
    item.tooltip = new vscode.MarkdownString().appendText(`Line ${instruction.line}`).appendMarkdown('\n\n')
      .appendText(instructionNotes(instruction).join('\n').replaceAll('`', ''));
    item.iconPath = new vscode.ThemeIcon(iconOf(instruction));
    item.command = { title: 'Go to Line', command: 'dockerlsp.goToLine', arguments: [instruction.line] };
    return item;
  }

  getChildren(node?: Node): Node[] {
    if (node === undefined) {
      return this.layers?.stages.map((stage) => this.nodeOf(stage)) ?? [];
    }
    return node.instruction === undefined ? node.stage.instructions.map((instruction) => this.nodeOf(node.stage, instruction)) : [];
  }

  getParent({ stage, instruction }: Node): Node | undefined {
    return instruction === undefined ? undefined : this.nodeOf(stage);
  }

  /** One object for each place: the tree finds its rows by it. */
  private nodeOf(stage: Stage, instruction?: Instruction): Node {
    const key = instruction ?? stage;
    let node = this.nodes.get(key);
    if (node === undefined) {
      node = instruction === undefined ? { stage } : { stage, instruction };
      this.nodes.set(key, node);
    }
    return node;
  }

  private async show(): Promise<void> {
    await vscode.commands.executeCommand('dockerlsp.layers.focus');
  }

  /**
   * Loads the sizes of a built image: the layer view shows them, and findings on packages tell them. A caller gives the address of
   * a file or folder, or the name of an image; a person is asked.
   */
  private async loadImage(given: unknown): Promise<void> {
    const image = given instanceof vscode.Uri ? given.fsPath : typeof given === 'string' && isImageName(given) ? given : await chooseImage();
    if (image !== undefined) {
      await this.useImage(image);
    }
  }

  private async useImage(image: string | undefined): Promise<void> {
    const active = vscode.window.activeTextEditor?.document;
    const document = active !== undefined && vscode.languages.match(documentSelector, active) > 0 ? active : this.document;
    if (document === undefined) {
      void vscode.window.showInformationMessage('DockerLsp: Open the Dockerfile that the image was built of first.');
      return;
    }
    const uri = document.uri.toString();
    if (image === undefined) {
      this.images.delete(uri);
    } else {
      this.images.set(uri, image);
    }
    this.document = document;
    try {
      await vscode.window.withProgress({ location: vscode.ProgressLocation.Window, title: image === undefined ? 'Forgetting image sizes' : 'Reading the image' }, () => this.ask(document, true));
    } catch (error) {
      this.images.delete(uri);
      void vscode.window.showErrorMessage(`DockerLsp: The image was not loaded: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  private refreshSoon(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => { this.refresh(); }, quiet);
  }

  private refresh(): void {
    const document = vscode.window.activeTextEditor?.document;
    if (document !== undefined && vscode.languages.match(documentSelector, document) > 0) {
      this.document = document;
    }
    if (this.document !== undefined && (this.view.visible || this.panel !== undefined)) {
      void this.ask(this.document);
    }
  }

  private async ask(document: vscode.TextDocument, tells = false): Promise<void> {
    this.asking?.cancel();
    const asking = new vscode.CancellationTokenSource();
    this.asking = asking;
    try {
      const layers = await this.server.request<Layers | null>('dockerlsp/layers', { textDocument: { uri: document.uri.toString() }, image: this.images.get(document.uri.toString()) }, asking.token);
      if (asking.token.isCancellationRequested) {
        return;
      }
      this.layers = layers ?? undefined;
      this.nodes = new Map();
      this.tellImage(this.images.get(document.uri.toString()), layers?.image ?? undefined);
      this.changed.fire();
      if (vscode.window.activeTextEditor !== undefined) {
        this.follow(vscode.window.activeTextEditor);
      }
      this.redraw();
    } catch (error) {
      if (tells && !asking.token.isCancellationRequested) {
        throw error;
      }
      // Overtaken by the next key, or the server is starting again; either asks anew.
    }
  }

  /** Says beside the view's title whose sizes it shows. */
  private tellImage(image: string | undefined, sizes: ImageSizes | undefined): void {
    this.view.description = image === undefined ? '' : `${path.basename(image)}${sizes === undefined ? '' : `: ${imageDetail(sizes)}`}`;
    void vscode.commands.executeCommand('setContext', 'dockerlsp.hasImage', image !== undefined);
  }

  private follow(editor: vscode.TextEditor): void {
    if (!this.view.visible || this.layers === undefined || editor.document !== this.document) {
      return;
    }
    const found = instructionAt(this.layers, editor.selection.active.line + 1);
    if (found !== undefined) {
      this.view.reveal(this.nodeOf(found.stage, found.instruction), { select: true, focus: false }).then(undefined, () => undefined);
    }
  }

  private async goTo(line: unknown): Promise<void> {
    if (typeof line !== 'number' || this.document === undefined) {
      return;
    }
    const position = new vscode.Position(Math.min(line, this.document.lineCount) - 1, 0);
    const shown = vscode.window.visibleTextEditors.find((editor) => editor.document === this.document);
    await vscode.window.showTextDocument(this.document, { viewColumn: shown?.viewColumn ?? vscode.ViewColumn.One, selection: new vscode.Range(position, position) });
  }

  private draw(): void {
    if (this.panel === undefined) {
      this.panel = vscode.window.createWebviewPanel('dockerlsp.stages', 'Stages', vscode.ViewColumn.Beside, { enableScripts: true, localResourceRoots: [] });
      this.panel.onDidDispose(() => { this.panel = undefined; });
      this.panel.webview.onDidReceiveMessage((message: unknown) => {
        if (typeof message === 'object' && message !== null && 'line' in message) {
          void this.goTo(message.line);
        }
      });
    }
    this.panel.reveal(undefined, true);
    this.refresh();
    this.redraw();
  }

  private redraw(): void {
    if (this.panel !== undefined) {
      this.panel.webview.html = drawStages(this.layers);
    }
  }
}

/** Asks a person for an image: the path of a file or folder, or a name; undefined where none was given. */
async function chooseImage(): Promise<string | undefined> {
  const file = { label: '$(file-zip) An archive…', description: 'what `docker save` wrote, or an OCI archive', folder: false };
  const folder = { label: '$(folder) A folder…', description: 'an OCI layout', folder: true };
  const engine = { label: '$(server) An image of the container engine…', description: 'asked through its socket on this machine', folder: undefined };
  const chosen = await vscode.window.showQuickPick([file, folder, engine], { title: 'Load the sizes of a built image' });
  if (chosen === undefined) {
    return undefined;
  }
  if (chosen.folder === undefined) {
    const name = await vscode.window.showInputBox({
      title: 'Load the sizes of an image of the container engine', prompt: 'Its name or id, as `docker images` lists it', placeHolder: 'app:latest',
      validateInput: (text) => (text === '' || isImageName(text) ? undefined : 'A name has letters, digits and . _ - / : @'),
    });
    return name === undefined || name === '' ? undefined : name;
  }
  const opened = await vscode.window.showOpenDialog({
    title: 'Load Image Sizes', openLabel: 'Load', canSelectFiles: !chosen.folder, canSelectFolders: chosen.folder,
    ...chosen.folder ? {} : { filters: { 'Image archives': ['tar', 'tgz', 'gz', 'zst'], 'All files': ['*'] } },
  });
  return opened?.[0]?.fsPath;
}

function iconOf({ role, cost }: Instruction): string {
  switch (role) {
    case 'start':
      return 'package';
    case 'step':
      return cost === 'high' ? 'flame' : 'debug-step-over';
    case 'state':
      return 'symbol-variable';
    case 'trigger':
      return 'clock';
    default:
      return 'tag';
  }
}
